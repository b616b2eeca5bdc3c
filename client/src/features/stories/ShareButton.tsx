import { Share2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useToasts } from '../../ui/toasts.js';

interface Props {
  title: string;
  className?: string;
  children?: ReactNode;
}

/** By the device's own way to share; where there is none, the address goes to the clipboard. */
export function ShareButton({ title, className = 'ibtn', children }: Props) {
  const { show } = useToasts();
  const share = async () => {
    const url = location.href.replace(/#.*$/, '');
    try {
      if (navigator.share) await navigator.share({ title, url });
      else {
        await navigator.clipboard.writeText(url);
        show('The address is copied.');
      }
    } catch (error) {
      if ((error as Error).name !== 'AbortError') show(`Copy it from here: ${url}`);
    }
  };
  return (
    <button className={className} type="button" aria-label="Share" onClick={() => void share()}>
      <Share2 className="icon" aria-hidden="true" />
      {children}
    </button>
  );
}
