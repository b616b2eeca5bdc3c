import { useEffect, useRef, useState } from 'react';
import { readError } from '../../lib/api-error.js';
import { counted } from '../../lib/text.js';
import { useToasts } from '../../ui/toasts.js';

interface Props {
  /** How many stories are shown. */
  shown: number;
  hasMore: boolean;
  load(): Promise<unknown>;
}

/** Loads the next page below. The page does not move, and the focus goes on at the first new story. */
export function Older({ shown, hasMore, load }: Props) {
  const [busy, setBusy] = useState(false);
  const before = useRef<number>(undefined);
  const { show, announce } = useToasts();

  useEffect(() => {
    const from = before.current;
    if (from === undefined || shown <= from) return;
    before.current = undefined;
    announce(`${counted(shown - from, 'more story', 'more stories')}`);
    document.querySelectorAll<HTMLElement>('#main .card :is(h2, h3) a')[from]?.focus({ preventScroll: true });
  }, [shown, announce]);

  if (!hasMore) return null;
  const more = async () => {
    if (busy) return;
    setBusy(true);
    before.current = shown;
    try {
      await load();
    } catch (error) {
      before.current = undefined;
      show({ text: readError(error).message, action: { name: 'Try again', onClick: () => void more() } });
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="more">
      <button className="btn quiet" type="button" aria-busy={busy || undefined} onClick={() => void more()}>
        {busy ? 'Fetching' : 'Older stories'}
      </button>
    </div>
  );
}
