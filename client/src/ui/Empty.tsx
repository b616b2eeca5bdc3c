import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

interface Props {
  icon: LucideIcon;
  title: string;
  children: ReactNode;
  actions?: ReactNode;
  /** In small print below. */
  note?: ReactNode;
  role?: 'alert';
}

/** Nothing here, or not yet: why, and what to do. */
export function Empty({ icon: Icon, title, children, actions, note, role }: Props) {
  return (
    <section className="empty" aria-label={title} role={role}>
      <Icon className="icon art" aria-hidden="true" />
      <h2>{title}</h2>
      {children}
      {actions && <div className="row">{actions}</div>}
      {note}
    </section>
  );
}
