import { createContext, type ReactNode, Suspense, use, useCallback, useEffect, useState } from 'react';
import { useLocation, useNavigate } from '../lib/router.js';
import { SearchDialog } from '../features/search/SearchDialog.js';
import { isAltGraph, isComposing, shortcutKey } from '../lib/keyboard.js';
import { lazyPart } from '../lib/lazy-part.js';
import { readStored, writeStored } from '../lib/storage.js';
import { useToasts } from '../ui/toasts.js';
import { takeEarlyKeys } from './early-input.js';
import { isTyping, watchTyping } from '../lib/typing.js';

const ShortcutsDialog = lazyPart(() => import('./ShortcutsDialog.js'));
const OpenList = createContext<() => void>(() => undefined);
const OpenSearch = createContext<() => void>(() => undefined);

/** Opens the list of keys. */
export const useShortcutList = () => use(OpenList);

/** Opens the search over the page. */
export const useSearchPalette = () => use(OpenSearch);

const key = 'wander-single-keys';
/** What a letter does on the page; loaded with the first one. */
const acts = () => import('./shortcut-acts.js');
/** A letter whose code took longer to load is not obeyed: who pressed it has gone on. */
const longestLoadMs = 2_000;

export function Shortcuts({ children }: { children: ReactNode }) {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const { announce } = useToasts();
  const [listed, setListed] = useState(false);
  const [searching, setSearching] = useState(false);
  const [single, setSingle] = useState(() => readStored(key) !== 'off');
  const open = useCallback(() => setListed(true), []);
  const search = useCallback(() => setSearching(true), []);

  useEffect(watchTyping, []);
  useEffect(() => {
    if (!single || listed || searching) return undefined;
    const onKeyDown = (event: KeyboardEvent) => {
      if (isComposing(event)) return;
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event) || document.querySelector('dialog[open]')) return;
      const pressed = shortcutKey(event);
      if (pressed === '?') return setListed(true);
      // The editor, also while it loads: what is typed there is a story.
      if (location.pathname.startsWith('/write')) return;
      if (pressed === '/') {
        event.preventDefault();
        return setSearching(true);
      }
      // Another page is on its way, and this one is not meant.
      if (isAltGraph(event) || location.pathname !== pathname) return;
      // A letter that leads into a box must not be typed there.
      if (pressed === 'c') event.preventDefault();
      const from = document.activeElement;
      acts()
        .then(({ act }) => {
          if (performance.now() - event.timeStamp > longestLoadMs) return;
          if (location.pathname !== pathname || document.activeElement !== from) return;
          act(pressed, event.timeStamp, { navigate, announce });
        })
        .catch(() => undefined);
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [navigate, announce, single, listed, searching, pathname]);
  useEffect(takeEarlyKeys, []);

  const choose = (on: boolean) => {
    setSingle(on);
    writeStored(key, on ? undefined : 'off');
  };

  return (
    <OpenList value={open}>
      <OpenSearch value={search}>{children}</OpenSearch>
      {searching && <SearchDialog onClose={() => setSearching(false)} />}
      {listed && (
        <Suspense>
          <ShortcutsDialog single={single} onSingle={choose} onClose={() => setListed(false)} />
        </Suspense>
      )}
    </OpenList>
  );
}
