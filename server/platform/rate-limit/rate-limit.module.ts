import { Global, Module } from '@nestjs/common';
import { RedisConnections, RedisModule } from '../redis/index.js';
import { RateLimiter } from './rate-limiter.js';

@Global()
@Module({
  imports: [RedisModule],
  providers: [
    {
      provide: RateLimiter,
      useFactory: ({ commands }: RedisConnections) => new RateLimiter(commands),
      inject: [RedisConnections],
    },
  ],
  exports: [RateLimiter],
})
export class RateLimitModule {}
