import type { ServerResponse } from 'node:http';
import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import { BUSY_SECONDS, type ErrorCode, HTTP_STATUS } from '../errors/index.js';
import type { Outcome } from '../observability/index.js';

const JSON_TYPE = 'application/json; charset=utf-8';
const GRAPHQL_TYPE = 'application/graphql-response+json; charset=utf-8';

/** What clients send, and what Apollo chooses for it. All else is left to Apollo, which negotiates. */
const TYPES = new Map<string | undefined, string>([
  [undefined, JSON_TYPE],
  ['*/*', JSON_TYPE],
  ['application/json', JSON_TYPE],
  ['application/graphql-response+json', GRAPHQL_TYPE],
  ['application/graphql-response+json,application/json;q=0.9', GRAPHQL_TYPE],
  ['application/graphql-response+json, application/json', GRAPHQL_TYPE],
]);

/** The media type of the reply to an Accept header; undefined where it takes negotiating. */
export const replyType = (accept: string | undefined): string | undefined => TYPES.get(accept);

/** Whether a client takes an answer of JSON; what it asks for must not be done if it does not. */
export const acceptsAnswers = (accept: string | undefined): boolean =>
  !accept || /(?:^|[\s,])(?:\*\/\*|application\/(?:\*|json|graphql-response\+json))\s*(?:$|[,;])/i.test(accept);

/**
 * @param bytes of the body in UTF-8
 * @param retryAfterSeconds where an error of the answer asks for it
 */
export function send(res: ServerResponse, type: string, body: string, bytes: number, retryAfterSeconds?: number): void {
  if (res.headersSent) return;
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
