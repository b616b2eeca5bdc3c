import 'reflect-metadata';
import { setTimeout as sleep } from 'node:timers/promises';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';
import { HealthService } from './modules/health/index.js';
import type { Config } from './platform/config/index.js';
import { FrontAdapter } from './platform/http/index.js';
import { PinoLogger } from './platform/observability/index.js';
import { stopTracing } from './platform/tracing/index.js';

/** Long enough for a load balancer to see that this process is not ready any more. */
const LEAVING_MS = 5_000;
/** Whatever is still under way then is cut off. */
const LATEST_MS = 20_000;

/** The server, wired and initialised, not yet listening. */
export async function createApp(config: Config): Promise<INestApplication> {
  const app = await NestFactory.create(AppModule.with(config), new FrontAdapter(config), {
    logger: new PinoLogger(config),
    bodyParser: false,
    abortOnError: false,
  });
  await app.init();
  return app;
}

/**
 * On SIGTERM, SIGINT, and SIGHUP when its terminal is closed: not ready at once, serve on for a moment, then close all. A second
 * signal ends it now.
 */
export function closeOnSignals(app: INestApplication, config: Config): void {
  let leaving = false;
  const leave = async (): Promise<void> => {
    if (leaving) process.exit(1);
    leaving = true;
    setTimeout(() => process.exit(0), LATEST_MS).unref();
    app.get(HealthService).leave();
    (app.getHttpAdapter() as unknown as FrontAdapter).leave();
    if (config.isProduction) await sleep(LEAVING_MS);
    await app.close();
    await stopTracing();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void leave());
}
