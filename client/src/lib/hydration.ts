import { useDeferredValue } from 'react';

/** Whether what is drawn first must be as the server drew it. */
let isTakingOver = true;

/** From now on nothing of the page is the server's. */
export const endTakeOver = (): void => void (isTakingOver = false);

/**
 * False on the server, and in the browser while React takes the server's HTML over: both draw the same. True from then on,
 * in a rendering that gives way to what people do.
 * What depends on the reader, the browser or the time is drawn once it is true.
 */
export const useIsHydrated = (): boolean => useDeferredValue(true, isTakingOver ? false : undefined);
