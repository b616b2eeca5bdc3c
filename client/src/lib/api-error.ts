import { CombinedGraphQLErrors, ServerError, ServerParseError } from '@apollo/client/errors';
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
  UNAUTHENTICATED: () => 'You were signed out. What you wrote is saved in this browser.',
  FORBIDDEN: (_, said) => said || 'Only the writer can do that.',
  NOT_FOUND: (_, said) => said || 'It no longer exists.',
  CONFLICT: (_, said) => said,
  BAD_USER_INPUT: (_, said) =>
    said || 'That is too large to send. Nothing you wrote is lost: shorten it and try again.',
  STALE_VERSION: () => 'This story was saved somewhere else while you were writing.',
  RATE_LIMITED: ({ retryAfterSeconds = 60 }) =>
    `You’re doing that too often. Try again in ${waitOf(retryAfterSeconds)}.`,
  UNAVAILABLE: () => 'Wander isn’t responding. Nothing you wrote is lost.',
  INTERNAL_SERVER_ERROR: () => 'Something went wrong at Wander. Nothing you wrote is lost.',
  NO_ANSWER: () => 'Wander isn’t responding. Nothing you wrote is lost.',
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

/** An answer that is no result: the API's refusal, or a page of a proxy. */
type Refusal = ServerError | ServerParseError;
const isRefusal = (error: unknown): error is Refusal => ServerError.is(error) || ServerParseError.is(error);

/** The API's first error: of an answer, or of the body of a refused request. */
function firstOf(error: unknown): Said | undefined {
  if (CombinedGraphQLErrors.is(error)) return error.errors[0];
  if (!isRefusal(error)) return undefined;
  try {
    return (JSON.parse(error.bodyText) as { errors?: Said[] }).errors?.[0];
  } catch {
    return undefined;
  }
}

const tooLarge = [413, 414, 431];

/** What a status means, whoever answers. */
function codeOf(status: number): ErrorCode {
  if (status === 429) return 'RATE_LIMITED';
  if (tooLarge.includes(status)) return 'BAD_USER_INPUT';
  // A proxy did not reach the API, or something else answers in its place: a network that asks to sign in, say.
  if (status === 408 || status === 425 || status >= 502) return 'UNAVAILABLE';
  return status < 400 ? 'NO_ANSWER' : 'INTERNAL_SERVER_ERROR';
}

/** Seconds until one may ask again, by the header: a number of them or a date. */
function retryAfterOf({ response: { headers } }: Refusal): number | undefined {
  const value = headers.get('retry-after')?.trim();
  if (!value) return undefined;
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1_000;
  return Number.isFinite(seconds) ? Math.max(1, Math.ceil(seconds)) : undefined;
}

/** What any failed request means, in words for a person. */
export function readError(error: unknown): ApiError {
  const first = firstOf(error);
  const extensions: Extensions = first?.extensions ?? {};
  const refusal = isRefusal(error) ? error : undefined;
  const fallback = refusal ? codeOf(refusal.statusCode) : first ? 'INTERNAL_SERVER_ERROR' : 'NO_ANSWER';
  const code = isCode(extensions.code) ? extensions.code : fallback;
  const known = {
    code,
    fields: (extensions.fields ?? []).map(({ path, message }) => ({ field: path.replace(/^input\./, ''), message })),
    retryAfterSeconds: extensions.retryAfterSeconds ?? (refusal && retryAfterOf(refusal)),
    reference: extensions.requestId ?? refusal?.response.headers.get('x-request-id') ?? undefined,
  };
  return { ...known, message: texts[code](known, first?.message ?? '') };
}
