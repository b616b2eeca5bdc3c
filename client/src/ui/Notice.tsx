import { Check, CircleAlert, Clock, type LucideIcon } from 'lucide-react';
import type { ReactNode, Ref } from 'react';

type Kind = 'danger' | 'caution' | 'success' | 'neutral';
const icons: Record<Kind, LucideIcon> = { danger: CircleAlert, caution: CircleAlert, success: Check, neutral: Clock };

interface Props {
  kind: Kind;
  role?: 'alert' | 'status';
  ref?: Ref<HTMLDivElement>;
  children: ReactNode;
}

export function Notice({ kind, role, ref, children }: Props) {
  const Icon = icons[kind];
  return (
    <div ref={ref} className={`notice ${kind === 'neutral' ? '' : kind}`} role={role} tabIndex={ref ? -1 : undefined}>
      <Icon className="icon" aria-hidden="true" />
      <div className="grow">{children}</div>
    </div>
  );
}
