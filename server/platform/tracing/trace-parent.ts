import type { IncomingHttpHeaders } from 'node:http';

/** What a request says of the trace it belongs to (https://www.w3.org/TR/trace-context). */
export interface TraceParent {
  traceId: string;
  spanId: string;
  isSampled: boolean;
}

const HEADER = /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-([\da-f]{2})(?:-.*)?$/;
const SAMPLED = 1;

export function traceParentOf(header: string | string[] | undefined): TraceParent | undefined {
  const [, traceId, spanId, flags] = (typeof header === 'string' && HEADER.exec(header)) || [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return undefined;
  return { traceId, spanId, isSampled: (Number.parseInt(flags, 16) & SAMPLED) !== 0 };
}

/** Browsers send these, and pages cannot change the first. */
export const isFromBrowser = (headers: IncomingHttpHeaders): boolean =>
  headers['sec-fetch-site'] !== undefined || headers.origin !== undefined;
