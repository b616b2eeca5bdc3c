import { Global, Module } from '@nestjs/common';
import { Config } from '../config/index.js';
import { RedisConnections } from './redis-connections.js';

@Global()
@Module({
  providers: [
    { provide: RedisConnections, useFactory: (config: Config) => new RedisConnections(config), inject: [Config] },
  ],
  exports: [RedisConnections],
})
export class RedisModule {}
