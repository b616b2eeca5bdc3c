import { Global, Module } from '@nestjs/common';
import { Config } from '../config/index.js';
import { Metrics, ObservabilityModule } from '../observability/index.js';
import { RedisConnections } from './redis-connections.js';

@Global()
@Module({
  imports: [ObservabilityModule],
  providers: [
    { provide: RedisConnections, useFactory: (config: Config) => new RedisConnections(config), inject: [Config] },
  ],
  exports: [RedisConnections],
})
export class RedisModule {
  constructor(connections: RedisConnections, metrics: Metrics) {
    for (const connection of ['cache', 'commands'] as const) {
      const breaker = connections[connection]?.breaker;
      if (breaker === undefined) continue;
      metrics.gauge('wander_redis_breaker_open', '1 while Redis does not answer.', () => Number(breaker.isOpen), {
        connection,
      });
    }
  }
}
