import { useEffect, useRef } from 'react';
import { useLocation, useNavigationType } from 'react-router';
import { useToasts } from '../ui/toasts.js';

/**
 * What a browser does when it loads a page, for routes: the top of the page, its name said, the focus at its text.
 * A page has arrived when it has set its title.
 */
export function RouteFocus() {
  const { pathname, hash } = useLocation();
  const type = useNavigationType();
  const { announce } = useToasts();
  const first = useRef(true);
  const awaited = useRef(false);

  useEffect(() => {
    const arrived = () => {
      if (!awaited.current) return;
      awaited.current = false;
      announce(document.title);
      const active = document.activeElement;
      const typing = active instanceof HTMLElement && active.closest('main') && active.id !== 'main';
      if (!typing) document.getElementById('main')?.focus({ preventScroll: true });
    };
    const observer = new MutationObserver(arrived);
    observer.observe(document.head, { subtree: true, childList: true, characterData: true });
    return () => observer.disconnect();
  }, [announce]);

  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    awaited.current = true;
    // Back and forward: the browser knows where one was.
    if (type !== 'POP' && !hash) scrollTo(0, 0);
  }, [pathname, type, hash]);

  return null;
}
