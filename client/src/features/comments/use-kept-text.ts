import { useCallback, useEffect, useRef, useState } from 'react';
import { readStored, writeStored } from '../../lib/storage.js';
import { useViewer } from '../session/SessionProvider.js';

interface KeptText {
  text: string;
  keep(text: string): void;
  /** Puts back what was not posted, before what was typed meanwhile. */
  putBack(text: string): void;
}

/** What somebody types into a box, kept in this browser until it is posted: per person and box. */
export function useKeptText(box: string): KeptText {
  const person = useViewer()?.id ?? 'guest';
  const key = `wander-comment/${person}/${box}`;
  const [state, setState] = useState({ key, text: readStored(key) ?? '' });
  const current = state.key === key ? state : { key, text: readStored(key) ?? '' };
  if (current !== state) setState(current);
  const keep = useCallback(
    (text: string) => {
      writeStored(key, text || undefined);
      setState({ key, text });
    },
    [key],
  );
  const typed = useRef(current.text);
  useEffect(() => {
    typed.current = current.text;
  });
  const putBack = (text: string) => keep(typed.current.trim() === '' ? text : `${text}\n\n${typed.current}`);
  return { text: current.text, keep, putBack };
}
