import { useEffect, useRef, useState } from 'react';
import { readError } from '../../lib/api-error.js';
import { counted } from '../../lib/text.js';
import { useToasts } from '../../ui/toasts.js';

interface Props {
  name?: string;
  /** One and several of what is loaded. */
  counted?: [one: string, many: string];
  /** Where to find what is listed. */
  items?: string;
  /** How many stories are shown. */
  shown: number;
  hasMore: boolean;
  load(): Promise<unknown>;
}

/** Loads the next page below. The page does not move, and the focus goes on at the first new story. */
export function Older({
  name = 'Older stories',
  counted: [one, many] = ['more story', 'more stories'],
  items = '#main .card :is(h2, h3) a',
  shown,
  hasMore,
  load,
}: Props) {
  const [busy, setBusy] = useState(false);
  const before = useRef<{ shown: number; items: Set<Element> }>(undefined);
  const { show, announce } = useToasts();

  useEffect(() => {
    const from = before.current;
    if (!from || shown <= from.shown) return;
    before.current = undefined;
    announce(counted(shown - from.shown, one, many));
    const found = [...document.querySelectorAll<HTMLElement>(items)];
    found.find((item) => !from.items.has(item))?.focus({ preventScroll: true });
  }, [shown, announce, one, many, items]);

  if (!hasMore) return null;
  const more = async () => {
    if (busy) return;
    setBusy(true);
    before.current = { shown, items: new Set(document.querySelectorAll(items)) };
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
        {busy ? 'Loading' : name}
      </button>
    </div>
  );
}
