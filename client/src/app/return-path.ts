import { useLocation } from '../lib/router.js';

/** `?next=…` for the links to the doors, so that one comes back to where one was; empty on the first page. */
export function useReturnPath(): string {
  const { pathname, search } = useLocation();
  const here = pathname + search;
  return here === '/' ? '' : `?next=${encodeURIComponent(here)}`;
}
