export { acceptedCompressions, SMALLEST_COMPRESSED_BYTES } from './compression.js';
export { Cost, RequestLimitInterceptor, Waiting } from './request-limit.interceptor.js';
export type { FrontResponse } from './front-response.js';
export { type Exchange, exchangeOf, FrontAdapter, type PathHandler } from './front.js';
export { answerWithoutUpgrade, isWebSocket } from './other-upgrades.js';
export { isOurOrigin } from './origins.js';
export type { Pools } from './pools.js';
export { challengeTo, errorType, refuse, refuseFor } from './refuse.js';
export type { RequestLifetime } from './request-lifetime.js';
