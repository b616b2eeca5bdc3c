import { AppError, badInput, conflict, unavailable } from '../errors/index.js';

interface UniqueRule {
  /** Leads to the argument, as in `input.username`. */
  path: string;
  message: (value: string) => string;
}

const uniqueRules = new Map<string, UniqueRule>();

/** What people are told when a unique constraint refuses their value. */
export const describeUnique = (constraint: string, rule: UniqueRule): unknown => uniqueRules.set(constraint, rule);

interface PostgresError extends Error {
  code?: string;
  constraint?: string;
  detail?: string;
}

const UNIQUE_VIOLATION = '23505';
/** Texts, dates and numbers that PostgreSQL cannot hold, where our own rules let one pass. */
const NOT_TO_BE_KEPT = new Set(['22021', '22007', '22008', '22P02', '22003']);
const CHECK_VIOLATION = '23514';
/** The constraints that hold single values; only a mistake of ours breaks those that hold a row or a counter together. */
const OF_A_VALUE = /_(form|length|range)$/;
const LOST = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  '57P01',
  '57P02',
  '57P03',
]);
const BUSY = new Set(['53300', '57014', '55P03', '40001', '40P01']);
const LOST_MESSAGE =
  /Connection terminated(?! due to connection timeout)|Client has encountered a connection error|not queryable/i;
const BUSY_MESSAGE = /timeout exceeded when trying to connect|due to connection timeout|Query read timeout/i;

/** Does the statement still run although nobody waits for it? Then its connection is of no use any more. */
export const isAbandoned = (error: unknown): boolean => /Query read timeout/i.test((error as Error).message);

/** Is the connection gone, so that a read may be tried once more on another? */
export const isConnectionLost = (error: unknown): boolean => {
  const { code, message } = error as PostgresError;
  return (code !== undefined && (LOST.has(code) || code.startsWith('08'))) || LOST_MESSAGE.test(message);
};

/** Is it the database that is away or busy, so that another try may go well? */
export const isDatabaseAway = (error: unknown): boolean => {
  const { code, message } = error as PostgresError;
  return isConnectionLost(error) || (code !== undefined && BUSY.has(code)) || BUSY_MESSAGE.test(message);
};

/** The error people see for one of PostgreSQL's: CONFLICT, UNAVAILABLE, or itself (which is then masked and logged). */
export function translated(error: unknown): unknown {
  if (error instanceof AppError) return error;
  const { code, constraint, detail } = error as PostgresError;
  if (code === UNIQUE_VIOLATION && constraint !== undefined) {
    const rule = uniqueRules.get(constraint);
    const value = /=\((.*)\) already exists/s.exec(detail ?? '')?.[1] ?? '';
    if (rule) return conflict([{ path: rule.path, message: rule.message(value) }]);
  }
  const refused = code === CHECK_VIOLATION && OF_A_VALUE.test(constraint ?? '');
  if (refused || (code !== undefined && NOT_TO_BE_KEPT.has(code)))
    return badInput([{ path: '', message: 'A value cannot be kept as it is.' }]);
  return isDatabaseAway(error) ? Object.assign(unavailable(), { cause: error }) : error;
}
