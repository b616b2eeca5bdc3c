import { useEffect, useLayoutEffect, useRef } from 'react';
import { entryKey, useLocation, useNavigationType } from '../lib/router.js';
import { isSamePage } from '../lib/same-page.js';
import { useToasts } from '../ui/toasts.js';

/**
 * What a browser does when it loads a page, for routes: the top of the page, its name said, the focus at its text.
 * A page has arrived when it has set its title.
 */
export function RouteFocus() {
  const { pathname, hash, key, state } = useLocation();
  const type = useNavigationType();
  const { announce } = useToasts();
  const seen = useRef({ key, pathname });
  const awaited = useRef(false);
  /** The entry of the history that was there, or on its way, when a key or a button was pressed last. */
  const usedAt = useRef<string>(undefined);
  const stays = type === 'REPLACE' && isSamePage(state);

  useEffect(() => {
    const use = () => (usedAt.current = entryKey());
    const ways = ['pointerdown', 'keydown'];
    for (const way of ways) addEventListener(way, use, true);
    return () => ways.forEach((way) => removeEventListener(way, use, true));
  }, []);

  useEffect(() => {
    const arrived = (changes: MutationRecord[]) => {
      // What a page loads is linked in the head, too, and long before the page is there.
      if (!awaited.current || !changes.some(isOfTitle)) return;
      awaited.current = false;
      announce(document.title);
      const active = document.activeElement;
      const typing = active instanceof HTMLElement && active.closest('main') && active.id !== 'main';
      // Whoever pressed a key or a button while the page was on its way keeps what has the focus.
      const chosen = usedAt.current === seen.current.key && active !== null && active !== document.body;
      usedAt.current = undefined;
      if (!typing && !chosen) document.getElementById('main')?.focus({ preventScroll: true });
    };
    const observer = new MutationObserver(arrived);
    observer.observe(document.head, { subtree: true, childList: true });
    return () => observer.disconnect();
  }, [announce]);

  // In the commit itself: a page that is there already sets its title with it.
  useLayoutEffect(() => {
    const before = seen.current;
    if (before.key === key) return;
    seen.current = { key, pathname };
    if (stays) return;
    if (before.pathname !== pathname) {
      awaited.current = true;
      // The server named the page that was loaded; browsers share the address that stands there.
      document.querySelector('link[rel=canonical]')?.setAttribute('href', pathname);
      document.querySelector('meta[name=robots]')?.remove();
    }
    // Back and forward: the browser knows where one was. What a hash names on another page is not there yet.
    if (type !== 'POP' && (!hash || before.pathname !== pathname)) scrollTo(0, 0);
  }, [key, pathname, type, hash, stays]);

  return null;
}

const isOfTitle = ({ target, addedNodes }: MutationRecord): boolean =>
  [target, ...addedNodes].some(({ nodeName }) => nodeName === 'TITLE');
