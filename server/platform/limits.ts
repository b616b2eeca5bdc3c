type Unit = 'bytes' | 'ms' | 'points' | 'characters' | '';

/** One limit, as code reads it and as docs/limits.md tells it. */
export interface Limit {
  value: number;
  unit: Unit;
  /** What is limited. */
  of: string;
  /** What happens beyond it. */
  beyond: string;
}

const limit = (value: number, unit: Unit, of: string, beyond: string): Limit => ({ value, unit, of, beyond });

/** No address and no person may hold more of what a process has than this. */
export const LARGEST_SHARE = 1 / 10;

/**
 * Everything that one request, one address or person, one WebSocket and one process may hold or cost. `make limits-docs` writes
 * docs/limits.md from it; code reads the numbers from `LIMITS`.
 */
export const LIMIT_TABLE = {
  request: {
    headerBytes: limit(16_384, 'bytes', 'Request line and headers', 'HTTP 431, and the connection is closed'),
    headersMs: limit(10_000, 'ms', 'Time until the headers are there', 'HTTP 408, and the connection is closed'),
    bodyBytes: limit(1_000_000, 'bytes', 'Body', 'HTTP 413, and the connection is closed'),
    bodyMs: limit(15_000, 'ms', 'Time for the body', 'from then on it must keep the slowest rate'),
    firstByteMs: limit(10_000, 'ms', 'Time until the first byte of the answer', '`UNAVAILABLE`, HTTP 503'),
    answerBytes: limit(5_000_000, 'bytes', 'Answer', '`BAD_USER_INPUT`: ask for smaller pages or fewer fields'),
    answerMs: limit(15_000, 'ms', 'Time for sending the answer', 'from then on it must keep the slowest rate'),
    slowestRate: limit(16_000, 'bytes', 'Slowest rate, per second over any 10 s', 'the connection is closed'),
    authorizationBytes: limit(4_096, 'bytes', '`Authorization` header', '`UNAUTHENTICATED`, HTTP 401'),
    variableDepth: limit(20, '', 'Nesting of the variables', '`BAD_REQUEST`, HTTP 400'),
    variableValues: limit(10_000, '', 'Values in the variables', '`BAD_REQUEST`, HTTP 400'),
  },
  document: {
    bytes: limit(20_000, 'bytes', 'Document', '`GRAPHQL_VALIDATION_FAILED`, before it is parsed'),
    tokens: limit(1_000, '', 'Tokens', '`GRAPHQL_PARSE_FAILED`, parsing stops there'),
    depth: limit(15, '', 'Nesting of fields', '`GRAPHQL_VALIDATION_FAILED`'),
    fields: limit(1_000, '', 'Fields, with fragments written out', '`GRAPHQL_VALIDATION_FAILED`'),
    aliases: limit(15, '', 'Aliases', '`GRAPHQL_VALIDATION_FAILED`'),
    rootFields: limit(10, '', 'Fields at the root', '`GRAPHQL_VALIDATION_FAILED`'),
    directives: limit(10, '', 'Directives', '`GRAPHQL_VALIDATION_FAILED`'),
    introspectionDepth: limit(20, '', 'Nesting below `__schema` and `__type`', '`GRAPHQL_VALIDATION_FAILED`'),
    introspectionFields: limit(300, '', 'Fields below `__schema` and `__type`', '`GRAPHQL_VALIDATION_FAILED`'),
    errors: limit(5, '', 'Errors in an answer', 'the first ones in the order of the document are given'),
    costOfGuest: limit(1_000, 'points', 'Cost of an operation of a guest', '`BAD_USER_INPUT`, and nothing is run'),
    costOfPerson: limit(
      5_000,
      'points',
      'Cost of an operation of who is signed in',
      '`BAD_USER_INPUT`, and nothing is run',
    ),
  },
  text: {
    titleCharacters: limit(200, 'characters', 'Title of a story', '`BAD_USER_INPUT`'),
    bodyCharacters: limit(50_000, 'characters', 'Text of a story', '`BAD_USER_INPUT`'),
    bodyBytes: limit(200_000, 'bytes', 'Text of a story', 'nothing: no story of that many characters has more'),
    bodyHtmlBytes: limit(300_000, 'bytes', 'HTML of a story', 'its text is shown as plain paragraphs'),
    commentCharacters: limit(5_000, 'characters', 'Text of a comment', '`BAD_USER_INPUT`'),
    commentBytes: limit(20_000, 'bytes', 'Text of a comment', 'nothing: no comment of that many characters has more'),
    commentHtmlBytes: limit(30_000, 'bytes', 'HTML of a comment', 'its text is shown as plain paragraphs'),
    markdownWork: limit(500, 'characters', 'Looked at for each character of Markdown', 'the rest is plain text'),
    markdownDepth: limit(20, '', 'Quotes, lists and emphasis within each other', 'deeper ones stay as they were typed'),
    tableColumns: limit(50, '', 'Columns of a table in Markdown', 'it is plain text'),
    tableCells: limit(10_000, '', 'Cells of a table in Markdown', 'it is plain text'),
    addressCharacters: limit(2_000, 'characters', 'Bare address in Markdown', 'it is no link'),
    nameCharacters: limit(50, 'characters', 'Name of a person', '`BAD_USER_INPUT`'),
    bioCharacters: limit(300, 'characters', 'About a person', '`BAD_USER_INPUT`'),
    usernameCharacters: limit(30, 'characters', 'Username', '`BAD_USER_INPUT`; nobody is found'),
    emailCharacters: limit(254, 'characters', 'E-mail address', '`BAD_USER_INPUT`'),
    passwordCharacters: limit(128, 'characters', 'Password', '`BAD_USER_INPUT`, before it is hashed or guessed at'),
    tagCharacters: limit(30, 'characters', 'Tag', '`BAD_USER_INPUT`; none is found'),
    tags: limit(5, '', 'Tags of a story', '`BAD_USER_INPUT`'),
    placeCharacters: limit(100, 'characters', 'Name of a place', '`BAD_USER_INPUT`'),
    placeQueryCharacters: limit(100, 'characters', 'Beginning of the name of a town', '`BAD_USER_INPUT`'),
    searchCharacters: limit(200, 'characters', 'Search', '`BAD_USER_INPUT`'),
    searchWords: limit(10, '', 'Words of a search', 'further ones are left out'),
    reasonCharacters: limit(500, 'characters', 'Reason of a moderator', '`BAD_USER_INPUT`'),
    idempotencyKeyCharacters: limit(64, 'characters', 'Idempotency key', '`BAD_USER_INPUT`'),
    slugCharacters: limit(80, 'characters', 'Slug of a story', 'none is found'),
    idCharacters: limit(90, 'characters', 'Id', '`NOT_FOUND`, or null'),
    hostCharacters: limit(300, 'characters', 'Host of an address', 'it is no link, and no origin of ours'),
    dateTimeCharacters: limit(64, 'characters', 'DateTime', '`BAD_USER_INPUT`'),
    cursorCharacters: limit(1_000, 'characters', 'Cursor of a list', '`BAD_USER_INPUT`'),
    userAgentCharacters: limit(500, 'characters', '`User-Agent` of a session', 'the rest is left out'),
    forwardedAddresses: limit(32, '', 'Addresses in `X-Forwarded-For`, from its end', 'those before are not read'),
    accents: limit(100, '', 'Accents on one letter', '`BAD_USER_INPUT`'),
    unitsBeforeNormalisation: limit(4, '', 'UTF-16 units for each character, before NFC', '`BAD_USER_INPUT`'),
  },
} satisfies Record<string, Record<string, Limit>>;

type Table = typeof LIMIT_TABLE;

/** The numbers of `LIMIT_TABLE`. */
export const LIMITS = Object.fromEntries(
  Object.entries(LIMIT_TABLE).map(([section, limits]) => [
    section,
    Object.fromEntries(Object.entries(limits).map(([name, { value }]) => [name, value])),
  ]),
) as { readonly [Section in keyof Table]: { readonly [Name in keyof Table[Section]]: number } };
