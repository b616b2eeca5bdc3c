import { type INestApplication, Logger } from '@nestjs/common';
import { closeOnSignals, createApp } from './app.js';
import { type Config, loadConfig } from './platform/config/index.js';
import { databaseProblem } from './platform/database/index.js';
import { listenAt } from './platform/listen.js';
import type { FrontAdapter } from './platform/http/index.js';
import { MetricsServer } from './platform/observability/index.js';
import { startTracing } from './platform/tracing/index.js';

const LISTENING = 'listening';

try {
  const config = loadConfig();
  if (config.tracing) await startTracing(config.tracing);
  const app = await createApp(config);
  closeOnSignals(app, config);
  await app.get(MetricsServer).start();
  await listen(app, config);
  const logger = new Logger('Wander');
  logger.log(`The API listens on http://${config.host}:${config.port}/graphql`);
  const { advice } = (app.getHttpAdapter() as unknown as FrontAdapter).openFiles;
  if (advice !== undefined) logger.warn(advice);
  if (config.isProduction && !config.isSecure)
    logger.warn(`APP_ORIGIN is ${config.appOrigin}: without https, cookies and pages travel in the clear.`);
} catch (error) {
  console.error(databaseProblem(error) ?? (error instanceof Error ? error.message : error));
  process.exit(1);
}

/**
 * Listens, and says so to the command that started this process, as `make start` does.
 * @throws Error that says what to do when the port cannot be had
 */
async function listen(app: INestApplication, { port, host }: Config): Promise<void> {
  try {
    await listenAt(host, (at) => app.listen(port, at));
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new Error(
      `The API cannot listen at ${host}:${port} (${reason}). Set PORT to a free port, and HOST to an address of this machine.`,
      { cause: error },
    );
  }
  process.send?.(LISTENING, undefined, undefined, () => undefined);
}
