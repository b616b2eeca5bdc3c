import { Global, Module } from '@nestjs/common';
import { RedisConnections, RedisModule } from '../redis/index.js';
import { Cache } from './cache.js';
import { MemoryStore } from './memory-store.js';
import { RedisStore } from './redis-store.js';

@Global()
@Module({
  imports: [RedisModule],
  providers: [
    {
      provide: Cache,
      useFactory: ({ cache }: RedisConnections) => new Cache(cache ? new RedisStore(cache) : new MemoryStore()),
      inject: [RedisConnections],
    },
  ],
  exports: [Cache],
})
export class CacheModule {}
