import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { watchGrowingList } from '../lib/growing-list.js';
import { hashName } from '../lib/hash-name.js';
import { entryKey, hrefOf, useLocation, useNavigationType } from '../lib/router.js';

const storageKey = 'wander-positions';
/** Of so many entries of the history it is kept beyond the page. */
const mostEntries = 50;
/** A list that had grown by more is not loaded again as far. */
const mostPages = 10;
/** Who has not got where they were by then has begun to read. */
const longestMs = 10_000;
const signs = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const;

function readPositions(): Map<string, number> {
  try {
    return new Map(JSON.parse(sessionStorage.getItem(storageKey) ?? '[]') as [string, number][]);
  } catch {
    return new Map();
  }
}

function writePositions(positions: ReadonlyMap<string, number>): void {
  try {
    sessionStorage.setItem(storageKey, JSON.stringify([...positions].slice(-mostEntries)));
  } catch {
    // Then a page that is loaded again is where the browser has it.
  }
}

const end = (): number => document.documentElement.scrollHeight - innerHeight;

/**
 * Scrolls to a position as soon as the page is long enough, and lets its list grow until it is; unless the reader does
 * something before. The returned function gives it up.
 */
function scrollWhenLongEnough(y: number): () => void {
  let pages = 0;
  let shownBefore = 0;
  let isOver = false;
  let stopWatching = (): void => undefined;
  const giveUp = () => {
    isOver = true;
    stopWatching();
    observer?.disconnect();
    clearTimeout(timer);
    for (const sign of signs) removeEventListener(sign, giveUp, true);
  };
  const go = () => {
    scrollTo({ top: y, behavior: 'instant' });
    const isThere = end() >= y;
    if (isThere) giveUp();
    return isThere;
  };
  // Without one it goes on as the list grows.
  const observer = globalThis.ResizeObserver && new ResizeObserver(go);
  const timer = setTimeout(giveUp, longestMs);
  if (go()) return giveUp;
  for (const sign of signs) addEventListener(sign, giveUp, { capture: true, passive: true });
  observer?.observe(document.body);
  stopWatching = watchGrowingList(({ shown, load }) => {
    if (isOver || go() || shown <= shownBefore || pages === mostPages) return;
    pages += 1;
    shownBefore = shown;
    void load().catch(() => undefined);
  });
  return giveUp;
}

/** Where a browser begins a page: at what the address names, or at the top. */
function scrollToPart(hash: string): void {
  const part = document.getElementById(hashName(hash));
  if (part) part.scrollIntoView({ behavior: 'instant' });
  else scrollTo({ top: 0, behavior: 'instant' });
}

const isLoadedAgain = (): boolean => {
  const [entry] = performance.getEntriesByType?.('navigation') ?? [];
  return entry?.type === 'reload' || entry?.type === 'back_forward';
};

/**
 * Who comes back, or loads the page again, goes on reading where they were. The returned function notes where that is: browsers
 * tell of what was scrolled only with the next frame, which whoever goes on may not wait for.
 */
export function useReadingPosition(): () => void {
  const here = useLocation();
  const type = useNavigationType();
  // The page that was loaded may have a key from before.
  const [loaded] = useState(() => ({ here, key: entryKey() }));
  const key = here === loaded.here ? loaded.key : here.key;
  const entry = key === 'default' ? hrefOf(here) : key;
  const { hash } = here;
  const [positions] = useState(readPositions);
  const shown = useRef<string>(undefined);

  const keep = useCallback(() => {
    if (shown.current === undefined) return;
    // The newest last.
    positions.delete(shown.current);
    positions.set(shown.current, scrollY);
  }, [positions]);

  useEffect(() => {
    history.scrollRestoration = 'manual';
    // Until the scripts are there again it is the browser's.
    const onLeave = () => {
      keep();
      history.scrollRestoration = 'auto';
      writePositions(positions);
    };
    const onReturn = () => (history.scrollRestoration = 'manual');
    addEventListener('scroll', keep, { passive: true });
    addEventListener('pagehide', onLeave);
    addEventListener('pageshow', onReturn);
    return () => {
      removeEventListener('scroll', keep);
      removeEventListener('pagehide', onLeave);
      removeEventListener('pageshow', onReturn);
    };
  }, [positions, keep]);

  useLayoutEffect(() => {
    const isFirst = shown.current === undefined;
    shown.current = entry;
    const y = positions.get(entry);
    // Where the browser could not get there, for the page was too short, it stands at its end; a page without HTML was empty.
    const isTooShort = scrollY >= end() - 1 || !document.getElementById('page-state');
    const isReached = isFirst && !(isLoadedAgain() && isTooShort);
    if (isReached) positions.set(entry, scrollY);
    if (type !== 'POP' || isReached) return undefined;
    if (y !== undefined) return scrollWhenLongEnough(y);
    if (!isFirst) scrollToPart(hash);
    return undefined;
  }, [entry, type, hash, positions]);

  useEffect(() => {
    if (type !== 'POP') positions.set(entry, scrollY);
  }, [entry, type, positions]);

  return keep;
}
