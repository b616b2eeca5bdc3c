export { Community } from './community.js';
export { Histogram } from './histogram.js';
export { LoopWatch } from './loop-watch.js';
export { Metrics, type OperationKind, type RequestPath } from './metrics.js';
export { MetricsServer } from './metrics-server.js';
export { ObservabilityModule } from './observability.module.js';
export { OperationStats, type Outcome, OUTCOMES, type RequestKind } from './operation-stats.js';
export { PinoLogger } from './pino-logger.js';
