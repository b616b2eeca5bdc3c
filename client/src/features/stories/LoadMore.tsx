import { type MouseEvent, useEffect, useRef, useState } from 'react';
import { useGrowingList } from '../../lib/growing-list.js';
import { useSearchParams } from '../../lib/router.js';
import { pageParameters } from '../../graphql/page-query.js';
import { readError } from '../../lib/api-error.js';
import { counted } from '../../lib/text.js';
import { focusLater, type FocusOn } from '../../lib/typing.js';
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
  /** The cursor from which the next page has an address of its own, which is read without scripts. */
  after?: string | null;
  /** The part of the page that has the list. */
  hash?: string;
}

/** Loads the next page below. The page does not move, and the focus goes on at the first new story. */
export function LoadMore({
  name = 'Older stories',
  counted: [one, many] = ['more story', 'more stories'],
  items = '#main .card :is(h2, h3) a',
  shown,
  hasMore,
  load,
  after,
  hash = '',
}: Props) {
  const [busy, setBusy] = useState(false);
  const before = useRef<{ shown: number; items: Set<Element>; focus: FocusOn }>(undefined);
  const { show, announce } = useToasts();
  const [search] = useSearchParams();

  useEffect(() => {
    const from = before.current;
    if (!from || shown <= from.shown) return;
    before.current = undefined;
    announce(counted(shown - from.shown, one, many));
    const found = [...document.querySelectorAll<HTMLElement>(items)];
    from.focus(found.find((item) => !from.items.has(item)));
  }, [shown, announce, one, many, items]);

  useGrowingList(shown, hasMore ? load : undefined);

  if (!hasMore) return null;
  const more = async () => {
    if (busy) return;
    setBusy(true);
    before.current = { shown, items: new Set(document.querySelectorAll(items)), focus: focusLater() };
    try {
      await load();
    } catch (error) {
      before.current = undefined;
      show({ text: readError(error).message, action: { name: 'Try again', onClick: () => void more() } });
    } finally {
      setBusy(false);
    }
  };
  const text = busy ? 'Loading' : name;
  if (!after) {
    return (
      <div className="more">
        <button className="btn quiet" type="button" aria-busy={busy || undefined} onClick={() => void more()}>
          {text}
        </button>
      </div>
    );
  }
  const next = new URLSearchParams([...search].filter(([name]) => pageParameters.includes(name)));
  next.set('after', after);
  const onClick = (event: MouseEvent) => {
    // Into a tab of its own goes the page that has this address.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void more();
  };
  return (
    <div className="more">
      <a className="btn quiet" href={`?${next}${hash}`} rel="next" aria-busy={busy || undefined} onClick={onClick}>
        {text}
      </a>
    </div>
  );
}
