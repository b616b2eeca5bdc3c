import { Field, Float, ObjectType, Query, registerEnumType, Resolver } from '@nestjs/graphql';
import { Public } from '../../platform/auth/index.js';
import { HealthService } from './health.service.js';
import { version } from '../../platform/version.js';

const HealthStatus = { OK: 'OK', DEGRADED: 'DEGRADED' } as const;
registerEnumType(HealthStatus, {
  name: 'HealthStatus',
  description: 'How the server is.',
  valuesMap: {
    OK: { description: 'All of it works.' },
    DEGRADED: { description: 'It serves, but something behind it is away.' },
  },
});

@ObjectType({ description: 'How the server is.' })
export class Health {
  @Field(() => HealthStatus, { description: 'In one word.' })
  status: keyof typeof HealthStatus;

  @Field(() => String, { description: 'The version of Wander that answers.' })
  version: string;

  @Field(() => Float, { description: 'Seconds since this process began.' })
  uptimeSeconds: number;
}

@Resolver(() => Health)
export class HealthResolver {
  constructor(private readonly service: HealthService) {}

  @Public()
  @Query(() => Health, { description: 'How the server is.' })
  async health(): Promise<Health> {
    const { ready, checks } = await this.service.readiness();
    const status = ready && !HealthService.isDegraded(checks) ? 'OK' : 'DEGRADED';
    return { status, version, uptimeSeconds: process.uptime() };
  }
}
