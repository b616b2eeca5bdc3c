export { BoundedMap } from './bounded-map.js';
export { Cache } from './cache.js';
export { CacheModule } from './cache.module.js';
