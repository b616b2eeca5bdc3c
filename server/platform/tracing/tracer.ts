import type { IncomingMessage, ServerResponse } from 'node:http';

/** How traces are told from those of others, and how many are recorded. */
export interface TracingSettings {
  serviceName: string;
  /** Of the traces that begin here: between 0 and 1. */
  ratio: number;
}

/** What is said of a span: names, texts of statements, counts; never a value that somebody typed. */
export type Attributes = Readonly<Record<string, string | number>>;

export type SpanKind = 'internal' | 'client';

/** Of a request, without what stands behind the `?` of its address. */
export interface Asked {
  path: string;
  /** Its first part where that is one of ours: strangers may ask for any other. */
  route: string | undefined;
  requestId: string;
  /** Whether it came from a proxy whose headers are believed. */
  isFromProxy: boolean;
}

/** A request's span: everything that `within` runs belongs to it. */
export interface RequestSpan {
  /** Of the trace; undefined where it is not recorded. */
  readonly traceId: string | undefined;
  within: (work: () => void) => void;
}

export interface Tracer {
  request: (req: IncomingMessage, res: ServerResponse, asked: Asked) => RequestSpan;
  span: <T>(name: string, kind: SpanKind, attributes: Attributes, work: () => T) => T;
  /** Of the span under way. */
  rename: (name: string, attributes: Attributes) => void;
  /** Of the trace under way; undefined where it is not recorded. */
  traceId: () => string | undefined;
  stop: () => Promise<void>;
}
