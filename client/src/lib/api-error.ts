import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors';
import { waitOf } from './dates.js';

/** The codes of the contract, and one for no answer at all. */
export type ErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'BAD_USER_INPUT'
  | 'STALE_VERSION'
  | 'RATE_LIMITED'
  | 'UNAVAILABLE'
  | 'INTERNAL_SERVER_ERROR'
  | 'NO_ANSWER';

export interface FieldProblem {
  /** The name of the input field, without `input.` before it. */
  field: string;
  message: string;
}

export interface ApiError {
  code: ErrorCode;
  message: string;
  fields: FieldProblem[];
  retryAfterSeconds?: number;
  /** The request's id, which the hosts can find in their logs. */
  reference?: string;
}

const texts: Record<ErrorCode, (error: Omit<ApiError, 'message'>, said: string) => string> = {
  UNAUTHENTICATED: () => 'You were signed out. What you wrote is kept in this browser.',
  FORBIDDEN: (_, said) => said || 'Only the writer can do that.',
  NOT_FOUND: (_, said) => said || 'It is not there any more.',
  CONFLICT: (_, said) => said,
  BAD_USER_INPUT: (_, said) => said,
  STALE_VERSION: () => 'This story was saved somewhere else while you were writing.',
  RATE_LIMITED: ({ retryAfterSeconds = 60 }) =>
    `A little slower, please. You can try again in ${waitOf(retryAfterSeconds)}.`,
  UNAVAILABLE: () => 'Wander is not answering. It is not you, and nothing you wrote is lost.',
  INTERNAL_SERVER_ERROR: () => 'Something broke at Wander. It is not you, and nothing you wrote is lost.',
  NO_ANSWER: () => 'Wander could not be reached. It is not you, and nothing you wrote is lost.',
};

const isCode = (code: unknown): code is ErrorCode => typeof code === 'string' && code in texts;

interface Extensions {
  code?: unknown;
  fields?: { path: string; message: string }[];
  retryAfterSeconds?: number;
  requestId?: string;
}

interface Said {
  message: string;
  extensions?: object;
}

/** The API's first error: of an answer, or of the body of a refused request. */
function firstOf(error: unknown): Said | undefined {
  if (CombinedGraphQLErrors.is(error)) return error.errors[0];
  if (!ServerError.is(error)) return undefined;
  try {
    return (JSON.parse(error.bodyText) as { errors?: Said[] }).errors?.[0];
  } catch {
    return undefined;
  }
}

/** From 502 on it is the proxy that speaks: it did not reach the API. */
const codeOf = (status: number): ErrorCode => (status >= 502 ? 'UNAVAILABLE' : 'INTERNAL_SERVER_ERROR');

/** What any failed request means, in words for a person. */
export function readError(error: unknown): ApiError {
  const first = firstOf(error);
  const extensions: Extensions = first?.extensions ?? {};
  const fallback = ServerError.is(error) ? codeOf(error.statusCode) : first ? 'INTERNAL_SERVER_ERROR' : 'NO_ANSWER';
  const code = isCode(extensions.code) ? extensions.code : fallback;
  const known = {
    code,
    fields: (extensions.fields ?? []).map(({ path, message }) => ({ field: path.replace(/^input\./, ''), message })),
    retryAfterSeconds: extensions.retryAfterSeconds,
    reference:
      extensions.requestId ?? (ServerError.is(error) ? error.response.headers.get('x-request-id') : null) ?? undefined,
  };
  return { ...known, message: texts[code](known, first?.message ?? '') };
}
