import { Logger } from '@nestjs/common';
import { closeOnSignals, createApp } from './app.js';
import { loadConfig } from './platform/config/index.js';
import { MetricsServer } from './platform/observability/index.js';

try {
  const config = loadConfig();
  const app = await createApp(config);
  closeOnSignals(app, config);
  await app.get(MetricsServer).start();
  await app.listen(config.port, config.host);
  const logger = new Logger('Wander');
  logger.log(`The API listens on http://${config.host}:${config.port}/graphql`);
  if (config.isProduction && !config.isSecure)
    logger.warn(`APP_ORIGIN is ${config.appOrigin}: without https, cookies and pages travel in the clear.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
