import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** By what a request is found in the logs of all that it went through. */
export interface RequestIds {
  requestId: string;
  /** Of the trace that the request is a part of, where it came with one. */
  traceId?: string | undefined;
}

const REQUEST_ID = /^[\w-]{8,64}$/;
/** W3C Trace Context: the version, the trace, its part, flags. */
const TRACEPARENT = /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})[\da-f]{16}-[\da-f]{2}(?:$|-)/;

/** The ids that a request brings; one without a usable id is given one. */
export function requestIdsOf({ 'x-request-id': given, traceparent }: IncomingHttpHeaders): RequestIds {
  const requestId = typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
  const traceId = typeof traceparent === 'string' ? TRACEPARENT.exec(traceparent)?.[1] : undefined;
  return traceId === undefined ? { requestId } : { requestId, traceId };
}
