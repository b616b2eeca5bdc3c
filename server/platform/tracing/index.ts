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
export { traceParentOf } from './trace-parent.js';
export type { TracingSettings } from './tracer.js';
