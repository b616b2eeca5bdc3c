export { type Door, type Exchange, FrontAdapter } from './front.js';
export { isOurOrigin } from './origins.js';
