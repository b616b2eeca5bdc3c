export { type Door, type Exchange, FrontAdapter } from './front.js';
