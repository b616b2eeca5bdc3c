import { Module } from '@nestjs/common';
import { RedisModule } from '../../platform/redis/index.js';
import { HealthController } from './health.controller.js';
import { HealthResolver } from './health.resolver.js';
import { HealthService } from './health.service.js';

@Module({
  imports: [RedisModule],
  controllers: [HealthController],
  providers: [HealthService, HealthResolver],
  exports: [HealthService],
})
export class HealthModule {}
