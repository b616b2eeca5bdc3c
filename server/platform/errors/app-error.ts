import { GraphQLError } from 'graphql';

/** Every `extensions.code` that leaves this process, but for Apollo's own for what is not GraphQL. */
export const ERROR_CODES = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'CONFLICT',
  'BAD_USER_INPUT',
  'STALE_VERSION',
  'RATE_LIMITED',
  'UNAVAILABLE',
  'INTERNAL_SERVER_ERROR',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** When to come again after UNAVAILABLE. */
export const BUSY_SECONDS = 5;

/** The HTTP status of an answer that is such an error and nothing else. */
export const HTTP_STATUS: Record<ErrorCode, number> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  BAD_USER_INPUT: 400,
  STALE_VERSION: 409,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
  INTERNAL_SERVER_ERROR: 500,
};

/** What is wrong with one field of the input; `path` leads there from the arguments, as in `input.title`. */
export interface FieldProblem {
  path: string;
  message: string;
}

interface ErrorDetails {
  fields?: FieldProblem[];
  currentVersion?: number;
  retryAfterSeconds?: number;
}

/** The one error that is meant for people: its message and details reach them word for word. */
export class AppError extends GraphQLError {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: ErrorDetails = {},
  ) {
    super(message, { extensions: { code, ...details } });
    this.name = 'AppError';
  }
}

/** More than these are counted, not listed: a reply is never larger than what was asked. */
const LISTED = 20;
const IN_WORDS = 3;

const summary = (fields: FieldProblem[]): string => {
  const first = fields.slice(0, IN_WORDS).map((field) => field.message);
  return fields.length === 1 ? first[0]! : `Fix ${fields.length} problems to continue. ${first.join(' ')}`;
};

export const badInput = (fields: FieldProblem[]): AppError =>
  new AppError('BAD_USER_INPUT', summary(fields), { fields: fields.slice(0, LISTED) });
export const conflict = (fields: FieldProblem[]): AppError =>
  new AppError('CONFLICT', summary(fields), { fields: fields.slice(0, LISTED) });
export const notFound = (message: string): AppError => new AppError('NOT_FOUND', message);
export const forbidden = (message: string): AppError => new AppError('FORBIDDEN', message);
export const unauthenticated = (message = 'Sign in to do that.'): AppError => new AppError('UNAUTHENTICATED', message);
export const staleVersion = (currentVersion: number): AppError =>
  new AppError('STALE_VERSION', 'This story was saved somewhere else while you were writing.', { currentVersion });
export const rateLimited = (seconds: number): AppError => {
  const retryAfterSeconds = Math.max(1, Math.ceil(seconds));
  return new AppError('RATE_LIMITED', `You’re doing that too often. Try again in ${wait(retryAfterSeconds)}.`, {
    retryAfterSeconds,
  });
};
export const unavailable = (message = 'Wander is busy. Try again in a few seconds.'): AppError =>
  new AppError('UNAVAILABLE', message);

/** For the log: why the database did not serve a request. */
export const unserved = (cause: unknown): { err: unknown; msg: string } => ({
  err: cause,
  msg: `PostgreSQL did not serve a request: ${cause instanceof Error ? cause.message : String(cause)}`,
});

const wait = (seconds: number): string =>
  seconds < 60
    ? `${seconds} ${seconds === 1 ? 'second' : 'seconds'}`
    : `${Math.ceil(seconds / 60)} ${seconds <= 60 ? 'minute' : 'minutes'}`;
