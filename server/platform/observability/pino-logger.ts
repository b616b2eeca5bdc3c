import { createRequire } from 'node:module';
import type { LoggerService } from '@nestjs/common';
import { type Logger, pino } from 'pino';
import type { Config } from '../config/index.js';
import { LogStream } from './log-stream.js';
import { tracing } from '../tracing/index.js';
import { errorForLog, redacted } from './redact.js';

type Level = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';

/** Nest tells every module and route it wires: dozens of lines that nobody reads. */
const WIRING = new Set<unknown>(['InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestFactory', 'GraphQLModule']);

/** What people read in place of a line of JSON; in this process, for one that ends waits for no other thread. */
function readable(): (line: string) => string {
  // Not in the images.
  const { prettyFactory } = createRequire(import.meta.url)('pino-pretty') as typeof import('pino-pretty');
  return prettyFactory({
    ignore: 'pid,hostname,context',
    translateTime: 'HH:MM:ss',
    messageFormat: '{context}: {msg}',
  });
}

/** Nest's log as JSON lines in production, readable in development; a message may be an object with fields. */
export class PinoLogger implements LoggerService {
  private readonly pino: Logger;

  constructor(config: Config) {
    const options = {
      level: config.nodeEnv === 'test' && config.logLevel === 'info' ? 'silent' : config.logLevel,
      serializers: { err: errorForLog, msg: redacted, stack: redacted },
      formatters: { level: (level: string) => ({ level }) },
      timestamp: pino.stdTimeFunctions.isoTime,
      mixin: () => {
        const traceId = tracing()?.traceId();
        return traceId === undefined ? {} : { traceId };
      },
    };
    this.pino = pino(options, new LogStream(process.stdout, config.nodeEnv === 'development' ? readable() : undefined));
  }

  log = this.to('info');
  error = this.to('error');
  warn = this.to('warn');
  debug = this.to('debug');
  verbose = this.to('trace');
  fatal = this.to('fatal');

  private to(level: Level) {
    return (message: unknown, ...rest: unknown[]): void => {
      if (!this.pino.isLevelEnabled(level)) return;
      const context = rest.at(-1);
      if (level === 'info' && WIRING.has(context)) return;
      const stack = rest.length > 1 ? String(rest[0]) : undefined;
      const fields = { context, ...(stack === undefined ? {} : { stack }) };
      this.pino[level]({
        ...fields,
        ...(typeof message === 'object' && message !== null ? message : { msg: String(message) }),
      });
    };
  }
}
