export { Cache, isListOf } from './cache.js';
export { CacheModule } from './cache.module.js';
