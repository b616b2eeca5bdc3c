import { Suspense } from 'react';
import { lazyPart } from '../../lib/lazy-part.js';

/** Nobody comes for it. */
const Around = lazyPart(() => import('./Around.js'));

/** What stands beside a list, once the list is there. */
export function Beside() {
  return (
    <Suspense fallback={<div className="side" />}>
      <Around />
    </Suspense>
  );
}
