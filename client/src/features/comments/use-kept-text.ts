import { useCallback, useState } from 'react';
import { readStored, writeStored } from '../../lib/storage.js';
import { useViewer } from '../session/SessionProvider.js';

/** What somebody types into a box, kept in this browser until it is posted: per person and box. */
export function useKeptText(box: string): [text: string, keep: (text: string) => void] {
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
  return [current.text, keep];
}
