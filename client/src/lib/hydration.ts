import { useSyncExternalStore } from 'react';

const never = () => () => undefined;

/**
 * False on the server, and in the browser while React takes the server's HTML over: both draw the same. True from then on.
 * What depends on the reader, the browser or the time is drawn once it is true.
 */
export const useIsHydrated = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
