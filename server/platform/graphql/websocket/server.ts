import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { GraphQLSchema, ValidationRule } from 'graphql';
import { CloseCode, GRAPHQL_TRANSPORT_WS_PROTOCOL } from 'graphql-ws';
import { type ServerOptions, type WebSocket, WebSocketServer } from 'ws';
import { type AccessTokens, addressFinder, networkOf } from '../../auth/index.js';
import type { Config } from '../../config/index.js';
import { type AppError, BUSY_SECONDS, forbidden, HTTP_STATUS, notFound, unavailable } from '../../errors/index.js';
import {
  answerWithoutUpgrade,
  challengeTo,
  isOurOrigin,
  isWebSocket,
  requestIdsOf,
  RequestLog,
  targetOf,
} from '../../http/index.js';
import { LIMITS } from '../../limits.js';
import type { Metrics } from '../../observability/index.js';
import type { CostLimiter } from '../cost-limiter.js';
import type { Documents } from '../documents.js';
import { Backlog } from './backlog.js';
import { closedCounter } from './close-codes.js';
import { Connection } from './connection.js';
import { HeldRequests } from './held-requests.js';
import { Parties } from './parties.js';
import { SubscriptionReader } from './subscription-reader.js';

const LIMIT = LIMITS.webSocket;
const INSPECT_MS = 1_000;
const GOING_AWAY = 1001;

interface Parts {
  server: Server;
  /** The API's own: sockets of other paths are refused. */
  path: string;
  schema: GraphQLSchema;
  rules: readonly ValidationRule[];
  documents: Documents;
  tokens: AccessTokens;
  costs: CostLimiter;
  metrics: Metrics;
  config: Config;
}

/** `closeTimeout` is missing in the types. */
const OPTIONS: ServerOptions & { closeTimeout: number } = {
  noServer: true,
  clientTracking: false,
  // One message a turn of the event loop, however many came at once: others have their turn in between.
  allowSynchronousEvents: false,
  maxPayload: LIMIT.messageBytes,
  maxFragments: LIMIT.messageFrames,
  maxBufferedChunks: LIMIT.messageChunks,
  closeTimeout: LIMIT.closeMs,
  handleProtocols: (protocols) =>
    protocols.has(GRAPHQL_TRANSPORT_WS_PROTOCOL) ? GRAPHQL_TRANSPORT_WS_PROTOCOL : false,
};

/**
 * Serves subscriptions over WebSocket (graphql-transport-ws), and nothing else, by the same rules, prices and masks as HTTP.
 * @returns closes all connections with 1001, and resolves when they are closed
 */
export function serveSubscriptions(parts: Parts): () => Promise<void> {
  const { server, path, schema, rules, documents, tokens, costs, metrics, config } = parts;
  const sockets = new WebSocketServer(OPTIONS);
  const connections = new Set<Connection>();
  const addresses = new Parties(LIMIT.connectionsOfAddress);
  const backlog = new Backlog(connections, LIMIT.backlogOfProcess);
  const shared = {
    tokens,
    reader: new SubscriptionReader(schema, rules, documents, costs),
    costs,
    metrics,
    guests: new Parties(LIMIT.connectionsOfGuests),
    people: new Parties(LIMIT.connectionsOfPerson),
    backlog,
    requests: new HeldRequests(LIMIT.requestBytesOfProcess),
    log: new RequestLog(config),
  };
  const addressOf = addressFinder(config.trustProxy);
  const countClosed = closedCounter(metrics);
  metrics.gauge('wander_websocket_connections', 'Open WebSocket connections.', () => connections.size);
  metrics.gauge('wander_websocket_backlog_bytes', 'What WebSocket clients have not read yet.', () => backlog.bytes);
  metrics.gauge('wander_websocket_subscriptions', 'Subscriptions over WebSocket.', () =>
    [...connections].reduce((sum, { subscriptionCount }) => sum + subscriptionCount, 0),
  );

  const upgrade = (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (!isWebSocket(req)) return answerWithoutUpgrade(server, req, socket, head);
    const { requestId } = requestIdsOf(req.headers);
    if (targetOf(req.url)?.split('?', 1)[0] !== path)
      return refuse(socket, requestId, notFound(`There is nothing here: the API answers at ${path}.`));
    if (!isOurOrigin(req, config) && !config.corsOrigins.includes(req.headers.origin ?? ''))
      return refuse(socket, requestId, forbidden('This origin is not allowed.'));
    const ip = addressOf(req.socket.remoteAddress, req.headers['x-forwarded-for']);
    const address = addresses.of(networkOf(ip));
    if (connections.size >= LIMIT.connections || address.isFull || !address.allowance.messages.take(1))
      return refuse(socket, requestId, unavailable(), [`Retry-After: ${BUSY_SECONDS}`]);
    try {
      tokens.viewerOf(req.headers.authorization);
    } catch (error) {
      const challenge = `WWW-Authenticate: ${challengeTo(req.headers.authorization)}`;
      return refuse(socket, requestId, error as AppError, [challenge]);
    }
    sockets.handleUpgrade(req, socket, head, (ws) => open(ws));

    function open(ws: WebSocket): void {
      const connection = new Connection(ws, req, ip, address, shared);
      connections.add(connection);
      address.join(connection);
      ws.once('close', (code) => {
        connections.delete(connection);
        address.leave(connection);
        countClosed(connection.closeCode ?? code);
        if (connections.size === 0) onLastClosed();
      });
      if (ws.protocol !== GRAPHQL_TRANSPORT_WS_PROTOCOL)
        connection.close(
          CloseCode.SubprotocolNotAcceptable,
          `Subprotocol not acceptable: use ${GRAPHQL_TRANSPORT_WS_PROTOCOL}`,
        );
    }
  };
  server.on('upgrade', upgrade);

  const inspection = setInterval(() => {
    for (const connection of connections) connection.inspect();
  }, INSPECT_MS).unref();
  let onLastClosed = (): void => undefined;

  return async () => {
    clearInterval(inspection);
    server.off('upgrade', upgrade);
    const allClosed = new Promise<void>((resolve) => (onLastClosed = resolve));
    for (const connection of connections) connection.close(GOING_AWAY, 'Going away');
    if (connections.size > 0) await allClosed;
  };
}

/** Answers a handshake that is refused, in GraphQL's form. */
function refuse(socket: Duplex, requestId: string, { code, message }: AppError, headers: string[] = []): void {
  socket.on('error', () => undefined);
  socket.once('finish', () => socket.destroy());
  const body = JSON.stringify({ errors: [{ message, extensions: { code, requestId } }] });
  const status = HTTP_STATUS[code];
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${requestId}`,
    ...headers,
  ];
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`);
}
