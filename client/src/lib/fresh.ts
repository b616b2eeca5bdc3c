import { useIsPrepared, useLocation, useNavigationType } from './router.js';

/**
 * How a page asks: who goes there sees what is known and then what is new; who comes back finds the list as it was,
 * with all that had been loaded, and so the place in it. What is asked anew while the page is prepared is not asked twice.
 */
export function useFetchPolicy(): 'cache-first' | 'cache-and-network' {
  const isPrepared = useIsPrepared();
  return useNavigationType() === 'POP' || isPrepared ? 'cache-first' : 'cache-and-network';
}

/**
 * For what others change while one reads: who comes back finds it as it was and then what is new. A page that has just been
 * loaded has what is new, or nothing yet.
 */
export function useFreshPolicy(): 'cache-first' | 'cache-and-network' {
  const isPrepared = useIsPrepared();
  return useLocation().key === 'default' || isPrepared ? 'cache-first' : 'cache-and-network';
}
