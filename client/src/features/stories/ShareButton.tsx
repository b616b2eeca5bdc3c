import { Share2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { copyAddress } from '../../lib/copy-address.js';
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
    if (!navigator.share) return void show(await copyAddress(url));
    try {
      await navigator.share({ title, url });
    } catch (error) {
      if ((error as Error).name !== 'AbortError') show(await copyAddress(url));
    }
  };
  return (
    <button className={className} type="button" aria-label="Share" onClick={() => void share()}>
      <Share2 className="icon" aria-hidden="true" />
      {children}
    </button>
  );
}
