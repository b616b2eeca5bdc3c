import { type ReactNode, Suspense } from 'react';
import { useIsHydrated } from './hydration.js';

/** What is no part of the page's HTML: drawn when React has taken the page over, and as it comes. */
export function AfterHydration({ children }: { children: ReactNode }) {
  return useIsHydrated() && <Suspense>{children}</Suspense>;
}
