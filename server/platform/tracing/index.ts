export {
  inJob,
  inOperation,
  inRedisCommand,
  inRootField,
  inStatement,
  nameOperation,
  startTracing,
  stopTracing,
  tracing,
} from './tracing.js';
export type { TracingSettings } from './tracer.js';
