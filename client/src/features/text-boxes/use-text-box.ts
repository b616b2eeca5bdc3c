import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { nextTry } from '../../lib/next-try.js';
import type { Sent } from './kept-boxes.js';
import { type BoxState, TextBox } from './text-box.js';

interface Options {
  /** Of what is changed. */
  initial?: string;
  /** What Wander makes of a text, if it does more than to trim it. */
  asStored?(text: string): string;
  /** Looks for what was sent without an answer. */
  hasArrived?(sent: Sent): Promise<boolean>;
  /** Changes when it may have become visible. */
  news?: string;
}

/** A box whose text is kept in this browser, for as long as the component lives: see `TextBox`. */
export function useTextBox(
  person: string,
  name: string,
  { initial, asStored, hasArrived, news }: Options = {},
): [BoxState, TextBox] {
  const [box] = useState(() => new TextBox(person, name, initial, asStored));
  const state = useSyncExternalStore(box.subscribe, box.snapshot);
  useEffect(() => box.open(), [box]);

  const latest = useRef(hasArrived);
  useEffect(() => {
    latest.current = hasArrived;
  });
  const isUncertain = box.isUncertain;
  useEffect(() => {
    if (!isUncertain) return undefined;
    const end = new AbortController();
    const search = (sent: Sent) => latest.current?.(sent) ?? Promise.resolve(false);
    const look = async () => {
      for (let tries = 0; !end.signal.aborted && !(await box.look(search)); tries++) await nextTry(tries, end.signal);
    };
    void look();
    return () => end.abort();
  }, [box, isUncertain, news]);

  const wouldLose = !state.isKept;
  useEffect(() => {
    if (!wouldLose) return undefined;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [wouldLose]);

  return [state, box];
}
