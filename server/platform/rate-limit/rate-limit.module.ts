import { Global, Module } from '@nestjs/common';
import { RedisConnections, RedisModule } from '../redis/index.js';
import { Budget } from './budget.js';
import { RateLimiter } from './rate-limiter.js';
import { WriteLimits } from './write-limits.js';

@Global()
@Module({
  imports: [RedisModule],
  providers: [
    {
      provide: RateLimiter,
      useFactory: ({ commands }: RedisConnections) => new RateLimiter(commands),
      inject: [RedisConnections],
    },
    {
      provide: Budget,
      useFactory: ({ commands }: RedisConnections) => new Budget(commands),
      inject: [RedisConnections],
    },
    WriteLimits,
  ],
  exports: [RateLimiter, Budget, WriteLimits],
})
export class RateLimitModule {}
