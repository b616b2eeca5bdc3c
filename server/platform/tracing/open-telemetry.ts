import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  type Context,
  context,
  ROOT_CONTEXT,
  type Span,
  SpanKind as Kind,
  SpanStatusCode,
  trace,
  TraceFlags,
} from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-base';
import { version } from '../version.js';
import { isFromBrowser, traceParentOf } from './trace-parent.js';
import type { SpanKind, Tracer, TracingSettings } from './tracer.js';

/** A collector that does not answer costs no more than that, and no more spans than the queue holds. */
const EXPORT_TIMEOUT_MS = 3_000;
const ATTRIBUTE_CHARACTERS = 2_000;
const QUEUE = { maxQueueSize: 4_096, maxExportBatchSize: 512, exportTimeoutMillis: EXPORT_TIMEOUT_MS };

const KINDS: Readonly<Record<SpanKind, Kind>> = { internal: Kind.INTERNAL, client: Kind.CLIENT };

/**
 * Traces by OpenTelemetry, sent over OTLP to `OTEL_EXPORTER_OTLP_ENDPOINT`, which its exporter reads, as `OTEL_EXPORTER_OTLP_HEADERS`
 * and the others of that name.
 */
export function openTelemetry({ serviceName, ratio }: TracingSettings): Tracer {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const provider = new BasicTracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes({ 'service.name': serviceName, 'service.version': version }))
      .merge(detectResources({ detectors: [envDetector] })),
    spanLimits: { attributeValueLengthLimit: ATTRIBUTE_CHARACTERS },
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ timeoutMillis: EXPORT_TIMEOUT_MS }), QUEUE)],
  });
  const tracer = provider.getTracer('wander');

  /** Of a proxy that is trusted its decision counts; of everybody else the id alone, and the decision is ours. */
  function parentOf({ headers }: IncomingMessage, isFromProxy: boolean): Context {
    const parent = traceParentOf(headers.traceparent);
    if (parent === undefined) return ROOT_CONTEXT;
    const { traceId, spanId } = parent;
    const isSampled = isFromProxy && !isFromBrowser(headers) ? parent.isSampled : Math.random() < ratio;
    const traceFlags = isSampled ? TraceFlags.SAMPLED : TraceFlags.NONE;
    return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
  }

  return {
    request(req, res, { path, route, requestId, isFromProxy }) {
      const parent = parentOf(req, isFromProxy);
      const span = tracer.startSpan(
        route === undefined ? req.method! : `${req.method} ${route}`,
        {
          kind: Kind.SERVER,
          attributes: { 'http.request.method': req.method!, 'url.path': path, 'wander.request_id': requestId },
        },
        parent,
      );
      res.once('close', () => endRequest(span, res));
      const own = trace.setSpan(parent, span);
      return {
        traceId: span.isRecording() ? span.spanContext().traceId : undefined,
        within: (work) => context.with(own, work),
      };
    },
    span(name, kind, attributes, work) {
      return tracer.startActiveSpan(name, { kind: KINDS[kind], attributes }, (span) => ended(span, work));
    },
    rename(name, attributes) {
      trace.getActiveSpan()?.updateName(name).setAttributes(attributes);
    },
    traceId() {
      const span = trace.getActiveSpan();
      return span?.isRecording() ? span.spanContext().traceId : undefined;
    },
    stop: () => provider.shutdown().catch(() => undefined),
  };
}

function endRequest(span: Span, res: ServerResponse): void {
  if (span.isRecording()) {
    if (res.headersSent) span.setAttribute('http.response.status_code', res.statusCode);
    if (res.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
    if (!res.writableFinished) span.setAttribute('wander.left', 'true');
  }
  span.end();
}

/** Ends the span with the work, whether that is a promise or not. */
function ended<T>(span: Span, work: () => T): T {
  let result: T;
  try {
    result = work();
  } catch (error) {
    fail(span, error);
    throw error;
  }
  if (!isPromise(result)) {
    span.end();
    return result;
  }
  // Not a promise made of it: whoever started the work may leave its failure to others, and nobody would hear of another one's.
  result.then(
    () => span.end(),
    (error: unknown) => fail(span, error),
  );
  return result;
}

const isPromise = (value: unknown): value is Promise<unknown> =>
  typeof value === 'object' && value !== null && typeof (value as Promise<unknown>).then === 'function';

/** Which error, and not its message: PostgreSQL's may hold what somebody typed. */
function fail(span: Span, error: unknown): void {
  const { code, name } = error as { code?: string; name?: string };
  span.setAttribute('error.type', code ?? name ?? 'Error');
  span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}
