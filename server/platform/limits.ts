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

const USED_LONGEST_AGO = 'what was used longest ago is forgotten';
const SHARED =
  '`UNAVAILABLE`; `RATE_LIMITED` from a tenth of them on for one address or person, of whom one runs at a time';
const SHELL = '`UNAVAILABLE` or `RATE_LIMITED`: the page comes without what is to be read, and its scripts read that';
const ENDS_THREAD = 'the thread ends and another begins; the page is made by its scripts';
const WEBSOCKETS = 2_000;
const WEBSOCKET_BACKLOG = 50_000_000;
const WEBSOCKET_REQUESTS = 50_000_000;
const TRY_AGAIN_LATER = 'closed with 1013 (try again later)';
const POLICY_VIOLATION = 'closed with 1008 (policy violation)';

/**
 * Everything that one request, one address or person, one WebSocket and one process may hold or cost. `make limits-docs` writes
 * docs/limits.md from it; code reads the numbers from `LIMITS`.
 */
export const LIMIT_TABLE = {
  request: {
    headerBytes: limit(16_384, 'bytes', 'Request line and headers', 'HTTP 431, and the connection is closed'),
    headersMs: limit(10_000, 'ms', 'Time until the headers are there', 'HTTP 408, and the connection is closed'),
    bodyBytes: limit(1_000_000, 'bytes', 'Body', 'HTTP 413, and the connection is closed'),
    bodyPieces: limit(
      256,
      '',
      'Pieces in which a body arrives, and one more for every 256 bytes',
      'HTTP 400, and the connection is closed',
    ),
    bodyValues: limit(12_000, '', 'Lists, objects and commas of a body', 'HTTP 400, before it is read'),
    bodyMs: limit(15_000, 'ms', 'Time for the body', 'from then on it must keep the slowest rate'),
    firstByteMs: limit(10_000, 'ms', 'Time until the first byte of the answer', '`UNAVAILABLE`, HTTP 503'),
    answerBytes: limit(5_000_000, 'bytes', 'Answer', '`BAD_USER_INPUT`: ask for smaller pages or fewer fields'),
    compressedBytes: limit(1_000_000, 'bytes', 'Answer that is compressed', 'it is sent as it is'),
    answerMs: limit(15_000, 'ms', 'Time for sending the answer', 'from then on it must keep the slowest rate'),
    slowestRate: limit(16_000, 'bytes', 'Slowest rate, a second', 'the connection is closed'),
    rateWindowMs: limit(10_000, 'ms', 'Time over which the rate is measured', 'whatever came before is not counted'),
    pipelined: limit(10, '', 'Requests that wait on one connection for the answer before', 'the connection is closed'),
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
    directivesAtPlace: limit(
      10,
      '',
      'Directives at one place, `@include` and `@skip` not counted',
      '`GRAPHQL_VALIDATION_FAILED`',
    ),
    directives: limit(200, '', 'Directives, with fragments written out', '`GRAPHQL_VALIDATION_FAILED`'),
    introspectionDepth: limit(20, '', 'Nesting below `__schema` and `__type`', '`GRAPHQL_VALIDATION_FAILED`'),
    introspectionFields: limit(300, '', 'Fields below `__schema` and `__type`', '`GRAPHQL_VALIDATION_FAILED`'),
    errors: limit(5, '', 'Errors in an answer', 'the first ones in the order of the document are given'),
    costOfGuest: limit(1_000, 'points', 'Cost of an operation of a guest', '`BAD_USER_INPUT`, and nothing is run'),
    introspectionPoints: limit(
      20,
      'points',
      'Least cost of `__schema` and `__type`; ten of their fields cost one point',
      '`BAD_USER_INPUT`, as for any cost',
    ),
    costOfRefusal: limit(
      5,
      'points',
      'Cost of a document or of variables that are refused, over WebSocket of a new document, too; an error of an answer costs one point',
      'with no points left, `RATE_LIMITED`',
    ),
    textBytesOfPoint: limit(
      10_000,
      'bytes',
      'Long text or request body that one point pays for',
      'each further 10 kB cost a point',
    ),
    newDocumentBytesOfPoint: limit(
      1_000,
      'bytes',
      'New document that one point pays for; less is free',
      'each further 1 kB costs a point',
    ),
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
    bodyHtmlBytes: limit(260_000, 'bytes', 'HTML of a story', 'its text is shown as plain paragraphs'),
    commentCharacters: limit(5_000, 'characters', 'Text of a comment', '`BAD_USER_INPUT`'),
    commentBytes: limit(20_000, 'bytes', 'Text of a comment', 'nothing: no comment of that many characters has more'),
    commentHtmlBytes: limit(26_000, 'bytes', 'HTML of a comment', 'its text is shown as plain paragraphs'),
    markdownDepth: limit(
      20,
      '',
      'Quotes, lists, footnotes and emphasis within each other',
      'deeper ones stay as they were typed',
    ),
    tableColumns: limit(50, '', 'Columns of a table in Markdown', 'it is plain text'),
    tableCells: limit(10_000, '', 'Cells of a table in Markdown', 'the rest is plain text'),
    addressCharacters: limit(2_000, 'characters', 'Bare address in Markdown', 'it is no link'),
    mentions: limit(50, '', 'Links to people in a text, by `@name`', 'it is text'),
    nameCharacters: limit(50, 'characters', 'Name of a person', '`BAD_USER_INPUT`'),
    bioCharacters: limit(300, 'characters', 'About a person', '`BAD_USER_INPUT`'),
    usernameCharacters: limit(30, 'characters', 'Username', '`BAD_USER_INPUT`; nobody is found'),
    emailCharacters: limit(254, 'characters', 'Email address', '`BAD_USER_INPUT`'),
    passwordCharacters: limit(128, 'characters', 'Password', '`BAD_USER_INPUT`, before it is hashed or guessed at'),
    tagCharacters: limit(30, 'characters', 'Tag', '`BAD_USER_INPUT`; none is found'),
    tags: limit(5, '', 'Tags of a story', '`BAD_USER_INPUT`'),
    placeCharacters: limit(100, 'characters', 'Name of a place', '`BAD_USER_INPUT`'),
    mapOutlinePoints: limit(100, '', 'Corners of what is seen of a map', '`BAD_USER_INPUT`'),
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
  vitals: {
    reportBytes: limit(1_000, 'bytes', 'Report of a page', 'HTTP 413, and the connection is closed'),
    reportsOfAddress: limit(60, '', 'Reports of one address, in 5 minutes', '`RATE_LIMITED`'),
  },
  process: {
    sockets: limit(
      4_000,
      '',
      'Connections',
      'HTTP 429, and the connection is closed; so too for an address with a tenth of them',
    ),
    requests: limit(1_000, '', 'Requests under way', '`RATE_LIMITED` to who has a tenth of them, `UNAVAILABLE` to all'),
    bodyBytes: limit(64_000_000, 'bytes', 'Bodies of these requests', '`RATE_LIMITED` from a tenth, `UNAVAILABLE`'),
    answerBytes: limit(
      100_000_000,
      'bytes',
      'Answers of more than 16 kB that are being made or sent',
      '`RATE_LIMITED` from a tenth, `UNAVAILABLE`',
    ),
    compressionsAtOnce: limit(2, '', 'Answers that are compressed at once', 'others are sent as they are'),
    preparedStatements: limit(300, '', 'Statements that stay prepared in PostgreSQL', 'others are planned each time'),
    statementPieces: limit(5_000, '', 'Pieces of statements whose text is kept', 'others are put together each time'),
    readMs: limit(2_000, 'ms', 'Time for a read, from when it is asked', '`UNAVAILABLE`'),
    replicaLagMs: limit(1_000, 'ms', 'Age of what a replica has', 'it is left out, and the primary is read'),
    readLockMs: limit(1_000, 'ms', 'Time that a read waits for a locked table', '`UNAVAILABLE`'),
    writeMs: limit(5_000, 'ms', 'Time for a write or a long read, with its waiting for a connection', '`UNAVAILABLE`'),
    connectionsWaiting: limit(1_000, '', 'Writes that wait for a connection to PostgreSQL', SHARED),
    connectionWaitMs: limit(2_000, 'ms', 'Time that one waits for a connection', '`UNAVAILABLE`'),
    rowsOfRead: limit(
      1_000,
      '',
      'Rows that a read goes through to fill a page, where many may be hidden or of others',
      'the rest is read as searches are',
    ),
    longReadsShare: limit(0.5, '', 'Share of the connections that searches, maps and feeds use at once', 'they wait'),
    longReadWaitMs: limit(4_000, 'ms', 'Time that a search, map or feed waits for its turn', '`UNAVAILABLE`'),
    longReadsWaiting: limit(500, '', 'Searches, maps and feeds that wait', SHARED),
    passwordsAtOnce: limit(4, '', 'Passwords that are hashed or compared at once', 'they wait'),
    passwordsWaiting: limit(200, '', 'Passwords that wait', SHARED),
    accountsTold: limit(
      2_000,
      '',
      'Accounts whose spent points are told to other processes, a second',
      'others are told when they spend again',
    ),
  },
  pages: {
    atOnce: limit(4, '', 'Pages that are made at once, one of an address', 'they wait'),
    waiting: limit(100, '', 'Pages that wait, a tenth of an address', SHELL),
    makingMs: limit(300, 'ms', 'Time for making a page', SHELL),
    urlCharacters: limit(2_000, 'characters', 'Address of a page', SHELL),
    renderMs: limit(5_000, 'ms', 'Time for rendering a page', ENDS_THREAD),
    threadHeapBytes: limit(128_000_000, 'bytes', 'Memory of the thread that renders pages', ENDS_THREAD),
    startMs: limit(10_000, 'ms', 'Time until that thread can render', ENDS_THREAD),
    failedMs: limit(60_000, 'ms', 'Time for which a page that could not be rendered is not tried again', SHELL),
    restartMs: limit(100, 'ms', 'Time from the end of a thread to the next', 'it doubles until a page is rendered'),
    longestRestartMs: limit(10_000, 'ms', 'The longest such time', 'it grows no more'),
  },
  memory: {
    documents: limit(30_000_000, 'bytes', 'GraphQL documents that are parsed and validated', USED_LONGEST_AGO),
    accessTokens: limit(10_000_000, 'bytes', 'Access tokens whose signature was verified', USED_LONGEST_AGO),
    publicAnswers: limit(40_000_000, 'bytes', 'Finished answers for guests, kept for 2 s', USED_LONGEST_AGO),
    pages: limit(20_000_000, 'bytes', 'Finished pages for guests, compressed', USED_LONGEST_AGO),
    cacheValues: limit(20_000_000, 'bytes', 'Cache, where there is no Redis', USED_LONGEST_AGO),
    forgottenKeys: limit(2_000_000, 'bytes', 'Cache keys to be deleted when Redis is back', USED_LONGEST_AGO),
    costAccounts: limit(10_000_000, 'bytes', 'Points spent by addresses and persons', USED_LONGEST_AGO),
    sessionWrites: limit(
      2_000_000,
      'bytes',
      'Sessions that have written in the last 5 s, where there is a replica',
      USED_LONGEST_AGO,
    ),
    counters: limit(20_000_000, 'bytes', 'Counters of rate limits, where there is no Redis', USED_LONGEST_AGO),
    holders: limit(10_000_000, 'bytes', 'What addresses and persons hold', USED_LONGEST_AGO),
    allowances: limit(
      6_000_000,
      'bytes',
      'What addresses, guests and persons may still send over WebSockets',
      USED_LONGEST_AGO,
    ),
    proxies: limit(1_000_000, 'bytes', 'Addresses known to be trusted proxies or not', USED_LONGEST_AGO),
  },
  signIn: {
    freeAttempts: limit(5, '', 'Failed log-ins for one account and address', 'each further one waits for the delay'),
    firstDelayMs: limit(5_000, 'ms', 'The first delay', 'it doubles with each failure'),
    longestDelayMs: limit(900_000, 'ms', 'The longest delay', 'it grows no more'),
    attemptsOfAddress: limit(25, '', 'Log-ins of one address in 5 minutes', '`RATE_LIMITED`'),
    attemptsOfAccount: limit(100, '', 'Log-ins to one account in an hour', '`RATE_LIMITED`'),
    registrationChecks: limit(30, '', 'Registrations of one address that are looked at in 5 minutes', '`RATE_LIMITED`'),
    registrations: limit(5, '', 'Registrations of one address in an hour', '`RATE_LIMITED`'),
    passwordChecks: limit(10, '', 'Changes of a password that one person tries in 5 minutes', '`RATE_LIMITED`'),
    refreshes: limit(30, '', 'Refreshes of one session in 5 minutes', '`RATE_LIMITED`'),
    unknownRefreshes: limit(
      100,
      '',
      'Refreshes with unknown tokens of one address in 5 minutes',
      '`RATE_LIMITED` for those',
    ),
    sessions: limit(50, '', 'Sessions of one person', 'the one that has not been used for longest ends'),
    usedTokens: limit(
      3_000,
      '',
      'Used refresh tokens that are kept for one session',
      'the oldest are forgotten: presented again, they are refused as unknown',
    ),
  },
  webSocket: {
    connections: limit(WEBSOCKETS, '', 'Connections of the process', 'HTTP 503 with `Retry-After`'),
    connectionsOfAddress: limit(
      WEBSOCKETS * LARGEST_SHARE,
      '',
      'Connections of an address, whoever is signed in, from the upgrade on',
      'HTTP 503 with `Retry-After`',
    ),
    connectionsOfGuests: limit(50, '', 'Connections of the guests of an address', TRY_AGAIN_LATER),
    connectionsOfPerson: limit(5, '', 'Connections of a person', TRY_AGAIN_LATER),
    initMs: limit(3_000, 'ms', 'Time until `connection_init`', 'closed with 4408'),
    pingMs: limit(12_000, 'ms', 'Time for answering a ping of the server', 'the connection is cut'),
    closeMs: limit(1_000, 'ms', 'Time for answering a close', 'the connection is cut'),
    subscriptions: limit(20, '', 'Subscriptions of a connection', '`RATE_LIMITED` for one more'),
    requestBytesOfParty: limit(
      WEBSOCKET_REQUESTS * LARGEST_SHARE,
      'bytes',
      'Documents and variables of the subscriptions of a person or of the guests of an address, in memory',
      '`RATE_LIMITED` for one more',
    ),
    requestBytesOfProcess: limit(
      WEBSOCKET_REQUESTS,
      'bytes',
      'Documents and variables of all subscriptions, in memory',
      '`RATE_LIMITED` for one more',
    ),
    idCharacters: limit(100, 'characters', 'Id of a subscription', 'closed with 4400'),
    messageBytes: limit(64_000, 'bytes', 'Message', 'closed with 1009'),
    messageFrames: limit(100, '', 'Frames of a message', POLICY_VIOLATION),
    messageChunks: limit(250, '', 'Pieces in which a frame arrives', POLICY_VIOLATION),
    messages: limit(10, '', 'Messages and pings of a connection, per second over any 10 s', POLICY_VIOLATION),
    messagesOfParty: limit(
      50,
      '',
      'Messages and pings of a person or of the guests of an address, per second over any 10 s',
      POLICY_VIOLATION,
    ),
    bytes: limit(64_000, 'bytes', 'Messages and pings of a connection, per second over any 10 s', POLICY_VIOLATION),
    bytesOfParty: limit(
      320_000,
      'bytes',
      'Messages and pings of a person or of the guests of an address, per second over any 10 s',
      POLICY_VIOLATION,
    ),
    documentsOfParty: limit(
      60,
      '',
      'Documents that are new or refused, of a person or of the guests of an address, per minute',
      POLICY_VIOLATION,
    ),
    backlogBytes: limit(1_000_000, 'bytes', 'What waits for a connection to read it', 'the connection is cut'),
    backlogOfParty: limit(
      WEBSOCKET_BACKLOG * LARGEST_SHARE,
      'bytes',
      'What waits for the connections of a person or of the guests of an address',
      'the connection with the most is cut',
    ),
    backlogOfProcess: limit(
      WEBSOCKET_BACKLOG,
      'bytes',
      'What waits for all connections',
      'the connection with the most is cut',
    ),
    answerBytes: limit(1_000_000, 'bytes', 'Answer to an event', '`BAD_USER_INPUT`, and the subscription ends'),
    events: limit(100, '', 'Events that wait for a subscription', 'the oldest is not told'),
    eventBytes: limit(1_000_000, 'bytes', 'Events that wait for a subscription', 'the oldest is not told'),
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
