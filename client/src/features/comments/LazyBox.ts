import { lazyPart } from '../../lib/lazy-part.js';

/** For who writes: one who opens a second box has it at once. */
export const LazyBox = lazyPart(() => import('./Box.js'));
