import type { Attributes, SpanKind, Tracer, TracingSettings } from './tracer.js';

let tracer: Tracer | undefined;

/** Undefined unless a collector is set; then OpenTelemetry is loaded, and nothing of it otherwise. */
export const tracing = (): Tracer | undefined => tracer;

/** To be called before the server is made. */
export async function startTracing(settings: TracingSettings): Promise<void> {
  const { openTelemetry } = await import('./open-telemetry.js');
  tracer = openTelemetry(settings);
}

/** Sends what has not been sent yet, as far as the collector takes it within a few seconds. */
export async function stopTracing(): Promise<void> {
  await tracer?.stop();
  tracer = undefined;
}

/** Runs what answers an operation of GraphQL. */
export const inOperation = <T>(kind: string, name: string | undefined, work: () => T): T =>
  tracer === undefined ? work() : tracer.span(...operation(kind, name), work);

/** Says which operation it is that runs, where only Apollo knows it. */
export const nameOperation = (kind: string, name: string | undefined): void => {
  if (tracer === undefined) return;
  const [title, , attributes] = operation(kind, name);
  tracer.rename(title, attributes);
};

const operation = (kind: string, name: string | undefined): [string, SpanKind, Attributes] => [
  name === undefined ? kind : `${kind} ${name}`,
  'internal',
  { 'graphql.operation.type': kind, ...(name === undefined ? {} : { 'graphql.operation.name': name }) },
];

/** Runs a field of Query or Mutation. */
export const inRootField = <T>(name: string, work: () => T): T =>
  tracer === undefined ? work() : tracer.span(name, 'internal', { 'graphql.field.name': name }, work);

/** Runs a statement. */
export const inStatement = <T>(text: string, work: () => T): T =>
  tracer === undefined
    ? work()
    : tracer.span(verbOf(text), 'client', { 'db.system.name': 'postgresql', 'db.query.text': text }, work);

const verbOf = (text: string): string => /\w+/.exec(text)?.[0].toUpperCase() ?? 'SQL';

/** Runs a command of Redis. */
export const inRedisCommand = <T>(name: string, work: () => T): T =>
  tracer === undefined
    ? work()
    : tracer.span(name.toUpperCase(), 'client', { 'db.system.name': 'redis', 'db.operation.name': name }, work);

/** Runs what nobody asked for: a trace of its own. */
export const inJob = <T>(name: string, work: () => T): T =>
  tracer === undefined ? work() : tracer.span(name, 'internal', { 'wander.job': name }, work);
