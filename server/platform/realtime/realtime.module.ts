import { Global, Module } from '@nestjs/common';
import { RedisConnections, RedisModule } from '../redis/index.js';
import { Realtime } from './realtime.js';

@Global()
@Module({
  imports: [RedisModule],
  providers: [
    {
      provide: Realtime,
      useFactory: (connections: RedisConnections) => new Realtime(connections),
      inject: [RedisConnections],
    },
  ],
  exports: [Realtime],
})
export class RealtimeModule {}
