import { Global, Module } from '@nestjs/common';
import { Metrics, ObservabilityModule } from '../observability/index.js';
import { RedisConnections, RedisModule } from '../redis/index.js';
import { Cache } from './cache.js';
import { MemoryStore } from './memory-store.js';
import { RedisStore } from './redis-store.js';

@Global()
@Module({
  imports: [ObservabilityModule, RedisModule],
  providers: [
    {
      provide: Cache,
      useFactory: ({ cache }: RedisConnections) => new Cache(cache ? new RedisStore(cache) : new MemoryStore()),
      inject: [RedisConnections],
    },
  ],
  exports: [Cache],
})
export class CacheModule {
  constructor(cache: Cache, metrics: Metrics) {
    const lookups = (result: string, read: () => number) =>
      metrics.counter('wander_cache_lookups_total', 'Values looked up in the cache.', read, { result });
    lookups('hit', () => cache.hits);
    lookups('miss', () => cache.misses);
    metrics.counter('wander_cache_errors_total', 'Calls that the cache did not answer.', () => cache.errors);
  }
}
