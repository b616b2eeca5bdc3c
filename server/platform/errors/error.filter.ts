import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { ServerResponse } from 'node:http';

const CODES: Record<number, string> = { 404: 'NOT_FOUND', 500: 'INTERNAL_SERVER_ERROR' };

/** The one filter. GraphQL's errors pass: they are masked and logged where the reply is made. Other paths get the same form. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger('HTTP');

  catch(error: unknown, host: ArgumentsHost): unknown {
    if (host.getType<string>() === 'graphql') return error;
    const response = host.switchToHttp().getResponse<ServerResponse>();
    const status = error instanceof HttpException ? error.getStatus() : 500;
    const requestId = response.getHeader('X-Request-Id');
    if (status >= 500) this.logger.error({ requestId, err: error });
    const message =
      status === 404 ? 'There is nothing here: the API answers at /graphql.' : 'This request cannot be answered.';
    response.statusCode = status;
    response.setHeader('Content-Type', 'application/json; charset=utf-8');
    response.end(
      JSON.stringify({ errors: [{ message, extensions: { code: CODES[status] ?? 'BAD_REQUEST', requestId } }] }),
    );
    return undefined;
  }
}
