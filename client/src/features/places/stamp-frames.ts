import type { Frames } from './stamp-frame.js';

/** Of all countries, for the server alone: the build for the server puts them here (build/natural-earth.ts). */
export const stampFrames: Frames = {};
