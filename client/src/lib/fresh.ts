import { useLocation, useNavigationType } from './router.js';

/**
 * How a page asks: who goes there sees what is known and then what is new; who comes back finds the list as it was,
 * with all that had been loaded, and so the place in it.
 */
export const useFetchPolicy = (): 'cache-first' | 'cache-and-network' =>
  useNavigationType() === 'POP' ? 'cache-first' : 'cache-and-network';

/**
 * For what others change while one reads: who comes back finds it as it was and then what is new. A page that has just been
 * loaded has what is new, or nothing yet.
 */
export const useFreshPolicy = (): 'cache-first' | 'cache-and-network' =>
  useLocation().key === 'default' ? 'cache-first' : 'cache-and-network';
