import { lazy, Suspense } from 'react';

/** Nobody comes for it. */
const Around = lazy(() => import('./Around.js'));

/** What stands beside a list, once the list is there. */
export function Beside() {
  return (
    <Suspense fallback={<div className="side" />}>
      <Around />
    </Suspense>
  );
}
