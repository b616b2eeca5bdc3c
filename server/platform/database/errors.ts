import { Logger } from '@nestjs/common';
import { AppError, badInput, conflict, unavailable } from '../errors/index.js';
import { OncePerMinute } from '../once-per-minute.js';
import { meaningOf, type PostgresError } from './error-codes.js';

interface UniqueRule {
  /** Leads to the argument, as in `input.username`. */
  path: string;
  message: (value: string) => string;
}

const uniqueRules = new Map<string, UniqueRule>();

/** What people are told when a unique constraint refuses their value. */
export const describeUnique = (constraint: string, rule: UniqueRule): unknown => uniqueRules.set(constraint, rule);

const logger = new Logger('Database');
const UNIQUE_VIOLATION = '23505';
const CHECK_VIOLATION = '23514';
/** The constraints that hold single values; only a mistake of ours breaks those that hold a row or a counter together. */
const OF_A_VALUE = /_(form|length|range)$/;

/** Does the statement still run although nobody waits for it? Then its connection is of no use any more. */
export const isAbandoned = (error: unknown): boolean => /Query read timeout/i.test((error as Error).message);

/** Is the connection gone, so that a read may be tried once more on another? */
export const isConnectionLost = (error: unknown): boolean => meaningOf(error).kind === 'lost';

/** Does this connection not know a statement by its name as we do, so that it is to be planned without one? */
export const isNotPrepared = (error: unknown): boolean => meaningOf(error).kind === 'notPrepared';

/** Is it the database that is away or busy, so that another try may go well? */
export const isDatabaseAway = (error: unknown): boolean => {
  const { kind } = meaningOf(error);
  return kind === 'lost' || kind === 'busy' || kind === 'host' || kind === 'notPrepared';
};

/** A database that Wander cannot be installed in; its message says what to do. */
export class UnfitDatabase extends Error {}

/** What a command says of an error that its host can mend, or that another try may mend; undefined for any other. */
export function databaseProblem(error: unknown): string | undefined {
  if (error instanceof UnfitDatabase) return error.message;
  const { kind, advice } = meaningOf(error);
  if (kind !== 'lost' && kind !== 'busy' && kind !== 'host') return undefined;
  const { message, code } = error as PostgresError;
  return `The database failed: ${message || code}. ${advice ?? 'What was under way was undone. Try again when it answers.'}`;
}

/**
 * A connection that does not come, for whatever reason, is the database being away.
 * @returns UNAVAILABLE, with the reason for the log
 */
export function connectionFailed(error: unknown): AppError {
  return advise(error) ? unavailable() : Object.assign(unavailable(), { cause: error });
}

/** The error people see for one of PostgreSQL's: CONFLICT, UNAVAILABLE, or itself (which is then masked and logged). */
export function translated(error: unknown): unknown {
  if (error instanceof AppError) return error;
  const { code, constraint, detail } = error as PostgresError;
  if (code === UNIQUE_VIOLATION && constraint !== undefined) {
    const rule = uniqueRules.get(constraint);
    const value = /=\((.*)\) already exists/s.exec(detail ?? '')?.[1] ?? '';
    if (rule) return conflict([{ path: rule.path, message: rule.message(value) }]);
  }
  const { kind } = meaningOf(error);
  if (kind === 'value' || (code === CHECK_VIOLATION && OF_A_VALUE.test(constraint ?? '')))
    return badInput([{ path: '', message: 'A value cannot be stored as it is.' }]);
  const isAdvised = advise(error);
  if (!isDatabaseAway(error) && kind !== 'schema') return error;
  // What the host has to mend is in the log already.
  return isAdvised ? unavailable() : Object.assign(unavailable(), { cause: error });
}

const advised = new OncePerMinute();

/** Logs what the host can do about an error, once a minute for each code; false where there is nothing to be done. */
function advise(error: unknown): boolean {
  const { advice } = meaningOf(error);
  if (advice === undefined) return false;
  const { code = '', message } = error as PostgresError;
  if (advised.allows(code)) logger.error(`${advice} PostgreSQL says: ${message} (${code})`);
  return true;
}
