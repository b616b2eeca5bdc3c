import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { ServerResponse } from 'node:http';
import { requestIdsOf } from '../http/request-ids.js';
import { AppError, BUSY_SECONDS, HTTP_STATUS, unserved } from './app-error.js';

/** What all paths but that of GraphQL are for. */
const READING = ['GET', 'HEAD'];

const MESSAGES: Record<number, string> = {
  404: 'There is nothing here: the API answers at /graphql.',
  405: `Use ${READING.join(' or ')}.`,
};

const CODES: Record<number, string> = { 404: 'NOT_FOUND', 500: 'INTERNAL_SERVER_ERROR' };

/** The one filter. GraphQL's errors pass: they are masked and logged where the reply is made. Other paths get the same form. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger('HTTP');

  catch(error: unknown, host: ArgumentsHost): unknown {
    if (host.getType<string>() === 'graphql') return error;
    const response = host.switchToHttp().getResponse<ServerResponse>();
    const requestId = response.getHeader('X-Request-Id');
    const ids = { ...requestIdsOf(response.req.headers), requestId };
    const { status, message, ...told } = error instanceof AppError ? own(error) : other(error);
    const { cause } = error as Error;
    if (status === 503 && cause !== undefined) this.logger.warn({ ...ids, ...unserved(cause) });
    else if (status >= 500 && status !== 503) this.logger.error({ ...ids, err: error });
    // When time was up, the client has been told.
    if (response.headersSent) return undefined;
    response.statusCode = status;
    response.setHeader('Content-Type', 'application/json; charset=utf-8');
    if (status === 405) response.setHeader('Allow', READING.join(', '));
    if (told.retryAfterSeconds !== undefined) response.setHeader('Retry-After', told.retryAfterSeconds);
    response.end(JSON.stringify({ errors: [{ message, extensions: { ...told, requestId } }] }));
    return undefined;
  }
}

interface Told {
  status: number;
  message: string;
  code: string;
  retryAfterSeconds?: number;
}

function own({ code, message, details }: AppError): Told {
  const busy = code === 'UNAVAILABLE' ? { retryAfterSeconds: BUSY_SECONDS } : {};
  return { status: HTTP_STATUS[code], message, code, ...busy, ...details };
}

function other(error: unknown): Told {
  const status = error instanceof HttpException ? error.getStatus() : 500;
  const message = MESSAGES[status] ?? 'This request cannot be answered.';
  return { status, message, code: CODES[status] ?? 'BAD_REQUEST' };
}
