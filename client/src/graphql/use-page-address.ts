import { useMemo } from 'react';
import { useParams, useSearchParams } from '../lib/router.js';
import type { PageAddress } from './page-query.js';

/** What the address of the page on the screen says. */
export function usePageAddress(): PageAddress {
  const params = useParams();
  const [search] = useSearchParams();
  return useMemo(() => ({ params, search }), [params, search]);
}
