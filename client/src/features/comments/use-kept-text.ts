import { useEffect, useRef, useState } from 'react';
import { readStored, writeStored } from '../../lib/storage.js';
import { useViewer } from '../session/SessionProvider.js';
import { keyOf } from './kept-comments.js';

interface KeptText {
  text: string;
  keep(text: string): void;
  /**
   * Empties the box for `send`, which resolves to what went wrong. Until it is posted, the text stays in this browser;
   * what is not posted comes back, before what was typed meanwhile.
   */
  post(send: (body: string) => Promise<string | undefined>): Promise<string | undefined>;
}

const joined = (texts: readonly string[]) => texts.filter((text) => text.trim() !== '').join('\n\n');

/** What somebody types into a box, kept in this browser until it is posted: per person and box. `initial`: what is changed. */
export function useKeptText(box: string, initial = ''): KeptText {
  const person = useViewer()?.id ?? 'guest';
  const key = keyOf(person, box);
  const [state, setState] = useState(() => ({ key, text: readStored(key) ?? initial }));
  const current = state.key === key ? state : { key, text: readStored(key) ?? initial };
  if (current !== state) setState(current);
  const typed = useRef(current.text);
  useEffect(() => {
    typed.current = current.text;
  });
  const sending = useRef<readonly string[]>([]);

  const keep = (text: string) => {
    typed.current = text;
    writeStored(key, text === initial && sending.current.length === 0 ? undefined : joined([...sending.current, text]));
    setState({ key, text });
  };
  const post: KeptText['post'] = async (send) => {
    const body = typed.current.trim();
    sending.current = [...sending.current, body];
    keep('');
    const problem = await send(body);
    const at = sending.current.indexOf(body);
    sending.current = sending.current.filter((_, index) => index !== at);
    keep(problem === undefined ? typed.current : joined([body, typed.current]));
    return problem;
  };
  return { text: current.text, keep, post };
}
