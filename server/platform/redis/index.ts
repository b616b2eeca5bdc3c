export { Breaker, BreakerOpenError } from './breaker.js';
export { type GuardedRedis, RedisConnections } from './redis-connections.js';
export { RedisModule } from './redis.module.js';
export { parseRedisUrl } from './redis-url.js';
