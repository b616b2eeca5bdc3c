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
    documentPoints: limit(
      5,
      'points',
      'Cost of a document that is new or refused',
      '`RATE_LIMITED`, before it is parsed',
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
