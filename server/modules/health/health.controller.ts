import { All, Controller, Get, HttpCode, MethodNotAllowedException, Res } from '@nestjs/common';
import type { ServerResponse } from 'node:http';
import { Public } from '../../platform/auth/index.js';
import { HealthService } from './health.service.js';

@Public()
@Controller('healthz')
export class HealthController {
  constructor(private readonly health: HealthService) {}

  /** The process turns. */
  @Get('live')
  @HttpCode(200)
  live(): { status: string } {
    return { status: 'ok' };
  }

  /** The process can serve: 200, or 503. */
  @Get('ready')
  async ready(@Res({ passthrough: true }) response: ServerResponse) {
    const { ready, checks } = await this.health.readiness();
    response.statusCode = ready ? 200 : 503;
    return { status: ready ? (HealthService.isDegraded(checks) ? 'degraded' : 'ok') : 'unavailable', checks };
  }

  @All(['live', 'ready'])
  otherMethod(): never {
    throw new MethodNotAllowedException();
  }
}
