import type { ServerResponse } from 'node:http';
import { type AppError, BUSY_SECONDS, type ErrorCode, HTTP_STATUS } from '../errors/index.js';

interface Refusal {
  status: number;
  code: ErrorCode | 'BAD_REQUEST' | 'GRAPHQL_VALIDATION_FAILED';
  message: string;
  retryAfterSeconds?: number;
}

/** Answers what is refused before GraphQL looks at it, in GraphQL's form. */
export function refuse(res: ServerResponse, requestId: string, refusal: Refusal): void {
  if (res.headersSent) return;
  const { status, code, message, retryAfterSeconds } = refusal;
  res.statusCode = status;
  res.setHeader('Content-Type', 'application/json; charset=utf-8');
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
