import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { traceParentOf } from '../tracing/index.js';

/** By what a request is found in the logs of all that it went through. */
export interface RequestIds {
  requestId: string;
  /** Of the trace that the request is a part of, where it came with one. */
  traceId?: string | undefined;
}

const REQUEST_ID = /^[\w-]{8,64}$/;

/** The ids that a request brings; one without a usable id is given one. */
export function requestIdsOf({ 'x-request-id': given, traceparent }: IncomingHttpHeaders): RequestIds {
  const requestId = typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
  const traceId = traceParentOf(traceparent)?.traceId;
  return traceId === undefined ? { requestId } : { requestId, traceId };
}
