export { Admission, Cost, Waiting } from './admission.js';
export { type Door, type Exchange, exchangeOf, FrontAdapter } from './front.js';
export { isOurOrigin } from './origins.js';
export { refuse } from './refuse.js';
export { Room, type Visit } from './room.js';
