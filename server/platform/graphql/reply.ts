import type { ServerResponse } from 'node:http';
import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import Negotiator from 'negotiator';
import { BUSY_SECONDS, type ErrorCode, HTTP_STATUS } from '../errors/index.js';
import { SMALLEST_COMPRESSED_BYTES } from '../http/index.js';
import type { Outcome } from '../observability/index.js';

const JSON_TYPE = 'application/json; charset=utf-8';
const GRAPHQL_TYPE = 'application/graphql-response+json; charset=utf-8';

/** As Apollo chooses it, so that both answer alike; undefined where a client takes neither. */
const negotiate = (accept: string): string | undefined =>
  new Negotiator({ headers: { accept } }).mediaType([JSON_TYPE, GRAPHQL_TYPE]);

/** What clients' libraries send, negotiated once: that takes longer than most steps of a request. */
const NEGOTIATED = new Map(
  [
    '*/*',
    'application/json',
    'application/graphql-response+json',
    // Apollo Client
    'application/graphql-response+json,application/json;q=0.9',
    // graphql-request
    'application/graphql-response+json, application/json',
    // urql
    'application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed',
    // Relay's guide
    'application/graphql-response+json; charset=utf-8, application/json; charset=utf-8',
    // Apollo Kotlin 5, 4 and 3
    'multipart/mixed;incrementalSpec=v0.2, application/graphql-response+json, application/json',
    'multipart/mixed;deferSpec=20220824, application/graphql-response+json, application/json',
    'multipart/mixed; deferSpec=20220824, application/json',
    // Apollo iOS 2 and 1
    'multipart/mixed;boundary="graphql";deferSpec=20220824,application/graphql-response+json,application/json',
    'multipart/mixed;boundary="graphql";deferSpec=20220824,application/json',
    // axios
    'application/json, text/plain, */*',
  ].map((accept) => [accept, negotiate(accept)]),
);

const PARAMETERS_OF_JSON = /(?<=\bapplication\/(?:graphql-response\+)?json)\s*;[^,]*/gi;
const WEIGHT = /;\s*q\s*=[^;]*/i;

/**
 * An Accept header without the parameters of JSON, which mean nothing for it: `application/json; charset=utf8` or `;odata.metadata=minimal`
 * is sent by clients of many kinds. A star alone is all.
 */
export const plainAccept = (accept: string): string =>
  NEGOTIATED.has(accept)
    ? accept
    : accept
        .replace(PARAMETERS_OF_JSON, (parameters) => WEIGHT.exec(parameters)?.[0] ?? '')
        .replace(/^\s*\*\s*$/, '*/*');

/** The media type of the reply to an Accept header; undefined where it allows none, which is Apollo's to say. */
export const replyType = (accept: string | undefined): string | undefined =>
  accept ? (NEGOTIATED.get(accept) ?? negotiate(accept)) : JSON_TYPE;

/** Whether a client takes an answer of JSON; what it asks for must not be done if it does not. */
export const acceptsAnswers = (accept: string | undefined): boolean =>
  !accept || /(?:^|[\s,])(?:\*\/\*|application\/(?:\*|json|graphql-response\+json))\s*(?:$|[,;])/i.test(accept);

/**
 * @param bytes of the body in UTF-8
 * @param retryAfterSeconds where an error of the answer asks for it
 */
export function send(res: ServerResponse, type: string, body: string, bytes: number, retryAfterSeconds?: number): void {
  if (res.headersSent) return;
  if (bytes >= SMALLEST_COMPRESSED_BYTES && res.req.headers['accept-encoding'] !== undefined) {
    res.setHeader('Content-Type', type);
    if (retryAfterSeconds !== undefined) res.setHeader('Retry-After', retryAfterSeconds);
    return void res.end(body);
  }
  const headers = ['Content-Type', type, 'Content-Length', String(bytes)];
  if (retryAfterSeconds !== undefined) headers.push('Retry-After', String(retryAfterSeconds));
  res.writeHead(200, headers).end(body);
}

/** What a reply counts as. */
export function outcomeOf({ data, errors }: FormattedExecutionResult): Outcome {
  if (errors?.[0]?.extensions?.code === 'UNAVAILABLE') return 'unavailable';
  if (data === undefined) return 'refused';
  return errors ? 'error' : 'ok';
}

/** The HTTP status of a reply without data, by its first error; undefined where Apollo has said it. */
export const statusOf = (error: GraphQLFormattedError | undefined): number | undefined =>
  HTTP_STATUS[error?.extensions?.code as ErrorCode];

/** When all of a reply may be tried again, by the error that asks for the longest wait; undefined where none does. */
export function retryAfter(errors: readonly GraphQLFormattedError[] = []): number | undefined {
  const waits = errors.flatMap(({ extensions }) => {
    const { code, retryAfterSeconds } = (extensions ?? {}) as { code?: string; retryAfterSeconds?: number };
    return retryAfterSeconds ?? (code === 'UNAVAILABLE' ? BUSY_SECONDS : []);
  });
  return waits.length > 0 ? Math.max(...waits) : undefined;
}
