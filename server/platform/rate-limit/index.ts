export { type Balance, Budget } from './budget.js';
export { RateLimitModule } from './rate-limit.module.js';
export { type RateLimit, RateLimiter, type RateLimitState } from './rate-limiter.js';
export { TokenBucket } from './token-bucket.js';
export { WRITE_KINDS, type WriteKind, WriteLimits } from './write-limits.js';
