import { useNavigationType } from 'react-router';

/**
 * How a page asks: who goes there sees what is known and then what is new; who comes back finds the list as it was,
 * with all that had been loaded, and so the place in it.
 */
export const useFetchPolicy = (): 'cache-first' | 'cache-and-network' =>
  useNavigationType() === 'POP' ? 'cache-first' : 'cache-and-network';
