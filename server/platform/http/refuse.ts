import type { ServerResponse } from 'node:http';
import type { ErrorCode } from '../errors/index.js';

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
  // The rest of a body that is not read would be taken for the next request.
  if (status === 413) res.setHeader('Connection', 'close');
  const extensions = { code, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }), requestId };
  res.end(JSON.stringify({ errors: [{ message, extensions }] }));
}
