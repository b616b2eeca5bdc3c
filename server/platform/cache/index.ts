export { BoundedMap } from './bounded-map.js';
export { Cache } from './cache.js';
export { RecentMap } from './recent-map.js';
export { CacheModule } from './cache.module.js';
