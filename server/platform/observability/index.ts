export { LoopWatch } from './loop-watch.js';
export { Metrics, type OperationKind, type RequestPath } from './metrics.js';
export { MetricsServer } from './metrics-server.js';
export { ObservabilityModule } from './observability.module.js';
export { type OperationStats, type Outcome } from './operation-stats.js';
export { PinoLogger } from './pino-logger.js';
