import type { ServerResponse } from 'node:http';
import { type AppError, BUSY_SECONDS, type ErrorCode, HTTP_STATUS } from '../errors/index.js';

interface Refusal {
  status: number;
  code: ErrorCode | 'BAD_REQUEST' | 'GRAPHQL_VALIDATION_FAILED';
  message: string;
  retryAfterSeconds?: number;
  headers?: Readonly<Record<string, string>>;
}

/**
 * The media type of an error. By that of GraphQL over HTTP a client knows whatever the status that the body is the API's, not a
 * proxy's.
 */
export const errorType = (accept = ''): string =>
  /\bapplication\/graphql-response\+json\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/i.test(accept)
    ? 'application/graphql-response+json; charset=utf-8'
    : 'application/json; charset=utf-8';

/** What a 401 asks for (RFC 6750): a Bearer token, or another one than was sent. */
export const challengeTo = (authorization = ''): string =>
  /^Bearer\b/i.test(authorization)
    ? 'Bearer realm="Wander", error="invalid_token", error_description="The access token is missing, malformed or expired"'
    : 'Bearer realm="Wander"';

/** Answers what is refused before GraphQL looks at it, in GraphQL's form. */
export function refuse(res: ServerResponse, requestId: string, refusal: Refusal): void {
  if (res.headersSent) return;
  const { status, code, message, retryAfterSeconds, headers = {} } = refusal;
  const { accept, authorization } = res.req.headers;
  res.statusCode = status;
  res.setHeader('Content-Type', errorType(accept));
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
  if (status === 401) res.setHeader('WWW-Authenticate', challengeTo(authorization));
  if (retryAfterSeconds !== undefined) res.setHeader('Retry-After', retryAfterSeconds);
  // The rest of a body that nobody reads would have to be waited for.
  if (!res.req.complete) res.setHeader('Connection', 'close');
  const extensions = { code, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }), requestId };
  res.end(JSON.stringify({ errors: [{ message, extensions }] }));
}

/** The same for an error meant for people. */
export const refuseFor = (res: ServerResponse, requestId: string, error: AppError): void =>
  refuse(res, requestId, {
    status: HTTP_STATUS[error.code],
    code: error.code,
    message: error.message,
    ...(error.details.retryAfterSeconds !== undefined && { retryAfterSeconds: error.details.retryAfterSeconds }),
    ...(error.code === 'UNAVAILABLE' && { retryAfterSeconds: BUSY_SECONDS }),
  });
