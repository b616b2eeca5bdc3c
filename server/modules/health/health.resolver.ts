import { Field, Float, ObjectType, Query, registerEnumType, Resolver } from '@nestjs/graphql';
import { Public } from '../../platform/auth/index.js';
import { HealthService } from './health.service.js';
import { version } from '../../platform/version.js';

const HealthStatus = { OK: 'OK', DEGRADED: 'DEGRADED' } as const;
registerEnumType(HealthStatus, {
  name: 'HealthStatus',
  description: 'The possible health statuses of the server.',
  valuesMap: {
    OK: { description: 'The server and all services that it depends on work.' },
    DEGRADED: { description: 'The server responds, but a service that it depends on is unavailable.' },
  },
});

@ObjectType({ description: 'The health of the server.' })
export class Health {
  @Field(() => HealthStatus, { description: 'The health status of the server.' })
  status: keyof typeof HealthStatus;

  @Field(() => String, { description: 'The version of Wander that the server runs.' })
  version: string;

  @Field(() => Float, { description: 'The number of seconds since the server process started.' })
  uptimeSeconds: number;
}

@Resolver(() => Health)
export class HealthResolver {
  constructor(private readonly service: HealthService) {}

  @Public()
  @Query(() => Health, { description: 'The health of the server.' })
  async health(): Promise<Health> {
    const { ready, checks } = await this.service.readiness();
    const status = ready && !HealthService.isDegraded(checks) ? 'OK' : 'DEGRADED';
    return { status, version, uptimeSeconds: process.uptime() };
  }
}
