import { createContext, lazy, type ReactNode, Suspense, use, useCallback, useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { readStored, writeStored } from '../lib/storage.js';
import { useToasts } from '../ui/toasts.js';

const ShortcutsDialog = lazy(() => import('./ShortcutsDialog.js'));
const Palette = lazy(() => import('../features/search/Palette.js'));
const OpenList = createContext<() => void>(() => undefined);
const OpenSearch = createContext<() => void>(() => undefined);

/** Opens the list of keys. */
export const useShortcutList = () => use(OpenList);

/** Opens the search over the page. */
export const useSearchPalette = () => use(OpenSearch);

const key = 'wander-single-keys';

/** True where letters are text. */
const takesText = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input:not([type=checkbox]):not([type=radio]), textarea, select'));

/** What a letter does on the page; loaded with the first one. */
const acts = () => import('./shortcut-acts.js');

export function Shortcuts({ children }: { children: ReactNode }) {
  const navigate = useNavigate();
  const { announce } = useToasts();
  const [listed, setListed] = useState(false);
  const [searching, setSearching] = useState(false);
  const [single, setSingle] = useState(() => readStored(key) !== 'off');
  const open = useCallback(() => setListed(true), []);
  const search = useCallback(() => setSearching(true), []);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (takesText(event.target) || document.querySelector('dialog[open]')) return;
      if (!single) return;
      if (event.key === '?') return setListed(true);
      if (event.key === '/') {
        event.preventDefault();
        return setSearching(true);
      }
      const letter = event.key.toLowerCase();
      // A letter that leads into a box must not be typed there.
      if (letter === 'c') event.preventDefault();
      void acts().then(({ act }) => act(letter, event.timeStamp, { navigate, announce }));
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [navigate, announce, single]);

  const choose = (on: boolean) => {
    setSingle(on);
    writeStored(key, on ? undefined : 'off');
  };

  return (
    <OpenList value={open}>
      <OpenSearch value={search}>{children}</OpenSearch>
      {searching && (
        <Suspense>
          <Palette onClose={() => setSearching(false)} />
        </Suspense>
      )}
      {listed && (
        <Suspense>
          <ShortcutsDialog single={single} onSingle={choose} onClose={() => setListed(false)} />
        </Suspense>
      )}
    </OpenList>
  );
}
