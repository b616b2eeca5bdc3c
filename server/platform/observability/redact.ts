/** What no line may have, wherever it came from: what somebody sent may stand in the message of an error. */
const SECRETS: readonly [RegExp, string][] = [
  [/\bBearer\s+\S+/gi, 'Bearer [token]'],
  [/\beyJ[\w-]{1,500}\.[\w-]+(?:\.[\w-]*)?/g, '[token]'],
  [/\b((?:__Host-)?wander_rt)=[^\s;,"']*/g, '$1=[token]'],
  // The user and password of an address, and its query.
  [/\b([a-z][a-z\d+.-]{1,20}:\/\/)[^\s/@"']+@/gi, '$1'],
  [/\?(?<=(?:^|[\s"'(])(?:[a-z][a-z\d+.-]{1,20}:\/\/|\/)[^\s?"']*\?)[^\s"')]+/gi, ''],
  [/[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+/gu, '[email]'],
];

const MAX_CHARACTERS = 10_000;

/** A text for the log without e-mail addresses, tokens, cookies, passwords and query strings. */
export function redacted(text: string): string {
  let result = text.slice(0, MAX_CHARACTERS);
  for (const [pattern, word] of SECRETS) result = result.replace(pattern, word);
  return result;
}

/** PostgreSQL's codes for a value that it cannot read, and for a text that it cannot parse. */
const ABOUT_A_VALUE = /^(?:22|42601)/;
/** To the end of a text that was cut within it. */
const QUOTED = /"(?:[^"\\]|\\.?)*(?:"|$)|'(?:[^'\\]|\\.?)*(?:'|$)/gs;
/** How graphql-js begins to tell a value. */
const GRAPHQL_VALUE = /( cannot represent [^:]{1,200}: | got invalid value | but got: ).*/s;

interface Told extends Error {
  code?: unknown;
  constraint?: string;
  table?: string;
}

/** The message of an error without the value that it is about, which is somebody's text. */
function messageOf({ name, message, code }: Told): string {
  const isAboutValue = name === 'SyntaxError' || (typeof code === 'string' && ABOUT_A_VALUE.test(code));
  const text = message.slice(0, MAX_CHARACTERS);
  return redacted((isAboutValue ? text.replace(QUOTED, '"…"') : text).replace(GRAPHQL_VALUE, '$1…'));
}

/** An error for the log. What PostgreSQL adds of the row it refused stays out, too. */
export function errorForLog(error: unknown): unknown {
  if (!(error instanceof Error)) return typeof error === 'string' ? redacted(error) : error;
  const { name, message, stack, code, constraint, table } = error as Told;
  const told = messageOf(error);
  return {
    type: name,
    message: told,
    stack: stack && redacted(stack.replace(message, () => told)),
    code,
    constraint,
    table,
  };
}
