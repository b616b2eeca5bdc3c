import type { ServerResponse } from 'node:http';
import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import { BUSY_SECONDS, HTTP_STATUS } from '../errors/index.js';
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

/** @param bytes of the body in UTF-8 */
export function send(res: ServerResponse, type: string, body: string, bytes: number): void {
  if (res.headersSent) return;
  res.writeHead(200, ['Content-Type', type, 'Content-Length', String(bytes)]).end(body);
}

/** What a reply counts as. */
export function outcomeOf({ data, errors }: FormattedExecutionResult): Outcome {
  if (errors?.[0]?.extensions?.code === 'UNAVAILABLE') return 'unavailable';
  if (data === undefined) return 'refused';
  return errors ? 'error' : 'ok';
}

const STATUSES: Readonly<Record<string, number>> = { ...HTTP_STATUS, BAD_REQUEST: 400 };

/** The HTTP status of a reply without data, by its first error; undefined where Apollo has said it. */
export function statusOf(error: GraphQLFormattedError | undefined): { status?: number; retryAfterSeconds?: number } {
  const { code, retryAfterSeconds } = (error?.extensions ?? {}) as { code?: string; retryAfterSeconds?: number };
  const status = STATUSES[code ?? ''];
  const wait = retryAfterSeconds ?? (status === 503 ? BUSY_SECONDS : undefined);
  return { ...(status !== undefined && { status }), ...(wait !== undefined && { retryAfterSeconds: wait }) };
}
