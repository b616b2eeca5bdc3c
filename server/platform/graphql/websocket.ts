import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { Logger } from '@nestjs/common';
import {
  createSourceEventStream,
  type DocumentNode,
  execute,
  type ExecutionArgs,
  type ExecutionResult,
  getOperationAST,
  GraphQLError,
  type GraphQLSchema,
  parse,
  specifiedRules,
  validate,
  type ValidationRule,
} from 'graphql';
import { CloseCode, type Context, type SubscribePayload } from 'graphql-ws';
import { type Extra, useServer } from 'graphql-ws/use/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { type AccessTokens, addressFinder, networkOf, type Viewer } from '../auth/index.js';
import type { Config } from '../config/index.js';
import { rateLimited } from '../errors/index.js';
import { isOurOrigin } from '../http/origins.js';
import type { Metrics } from '../observability/index.js';
import { EventIterator } from '../realtime/index.js';
import type { CostLimiter } from './cost-limiter.js';
import { GraphqlContext } from './context.js';
import type { Documents } from './documents.js';
import { LIMITS } from '../limits.js';
import { maskedErrors } from './mask.js';

const MAX_CONNECTIONS = 5;
const MAX_SUBSCRIPTIONS = 20;
const MAX_MESSAGE_BYTES = 64_000;
const MAX_BACKLOG_BYTES = 1_000_000;
const INIT_TIMEOUT_MS = 3_000;
const PING_MS = 12_000;
/** Ended sessions are known within 2 s, and their sockets must be closed within 5 s. */
const INSPECT_MS = 1_000;

const logger = new Logger('WebSocket');

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

/** Who is at the other end of a socket. */
interface Guest {
  readonly requestId: string;
  readonly ip: string;
  /** Whose connections and subscriptions are counted together: a person's, or those of a guest's address. */
  readonly party: Party;
  readonly authorization: string | undefined;
}

interface Party {
  connections: number;
  subscriptions: number;
}

type Socket = Context<Record<string, unknown>, Extra & { guest?: Guest }>;

/**
 * Subscriptions over WebSocket (graphql-transport-ws), and nothing else, by the same rules, prices and masks as HTTP.
 * @returns ends all connections, with the word that the server goes away
 */
export function serveSubscriptions(parts: Parts): () => Promise<void> {
  const { server, path, schema, rules, documents, tokens, costs, metrics, config } = parts;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    handleProtocols: (protocols) => (protocols.has('graphql-transport-ws') ? 'graphql-transport-ws' : false),
  });
  const parties = new Map<string, Party>();
  const guests = new Map<WebSocket, Guest>();
  const addressOf = addressFinder(config.trustProxy);
  metrics.gauge('wander_websocket_connections', 'Open WebSocket connections.', () => sockets.clients.size);

  const upgrade = (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (req.url?.split('?', 1)[0] !== path) return refuse(socket, '404 Not Found');
    if (!isOurOrigin(req, config) && !config.corsOrigins.includes(req.headers.origin ?? ''))
      return refuse(socket, '403 Forbidden');
    sockets.handleUpgrade(req, socket, head, (ws) => sockets.emit('connection', ws, req));
  };
  server.on('upgrade', upgrade);

  const protocol = useServer<Record<string, unknown>, { guest?: Guest }>(
    {
      schema,
      connectionInitWaitTimeout: INIT_TIMEOUT_MS,
      onConnect: (ctx) => connect(ctx),
      onSubscribe: (ctx, _id, payload) => accept(ctx, payload),
      onComplete: (ctx) => void (guestOf(ctx).party.subscriptions -= 1),
      onError: (ctx, _id, _payload, errors) => maskedErrors(errors, guestOf(ctx).requestId, metrics),
      onNext: (ctx, _id, _payload, _args, { data, errors }) => ({
        ...(errors && { errors: maskedErrors(errors, guestOf(ctx).requestId, metrics) }),
        ...(data !== undefined && { data }),
      }),
      subscribe,
    },
    sockets,
    PING_MS,
  );
  // A message that is too long or broken: `ws` has closed the socket with its code by then, and graphql-ws would print it.
  sockets.on('connection', (socket) =>
    socket.removeAllListeners('error').on('error', ({ message }) => logger.debug(message)),
  );

  const inspection = setInterval(() => {
    for (const [ws, guest] of guests) {
      if (ws.bufferedAmount > MAX_BACKLOG_BYTES) ws.terminate();
      else if (!isStillSignedIn(guest)) ws.close(CloseCode.Forbidden, 'The sign-in has ended');
    }
  }, INSPECT_MS).unref();

  return async () => {
    clearInterval(inspection);
    server.off('upgrade', upgrade);
    await protocol.dispose();
  };

  function connect(ctx: Socket): boolean {
    const { request, socket } = ctx.extra;
    const given = ctx.connectionParams?.authorization ?? ctx.connectionParams?.Authorization;
    const authorization = typeof given === 'string' ? given : undefined;
    let viewer: Viewer | undefined;
    try {
      viewer = tokens.viewerOf(authorization);
    } catch {
      return false;
    }
    const ip = addressOf(request.socket.remoteAddress, request.headers['x-forwarded-for']);
    const key = viewer?.id ?? networkOf(ip);
    const party = parties.get(key) ?? { connections: 0, subscriptions: 0 };
    if (party.connections >= MAX_CONNECTIONS) {
      socket.close(CloseCode.TooManyInitialisationRequests, 'Too many connections');
      return false;
    }
    party.connections += 1;
    parties.set(key, party);
    const guest = { requestId: randomUUID(), ip, party, authorization };
    ctx.extra.guest = guest;
    guests.set(socket, guest);
    socket.once('close', () => {
      guests.delete(socket);
      party.connections -= 1;
      if (party.connections === 0) parties.delete(key);
    });
    return true;
  }

  /** What graphql-ws is to run, or why not. */
  function accept(ctx: Socket, payload: SubscribePayload): ExecutionArgs | readonly GraphQLError[] {
    const guest = guestOf(ctx);
    try {
      if (guest.party.subscriptions >= MAX_SUBSCRIPTIONS) throw rateLimited(60);
      const document = documents.known(payload.query) ?? read(payload.query);
      const node = getOperationAST(document, payload.operationName);
      if (!node) throw refusal('There is no operation of that name.');
      if (node.operation !== 'subscription') throw refusal('Only subscriptions are answered here: ask by POST.');
      const contextValue = contextOf(ctx, guest);
      const variableValues = payload.variables ?? {};
      costs.charge(documents.operationOf(document, node), contextValue, variableValues);
      guest.party.subscriptions += 1;
      return { schema, document, operationName: payload.operationName, variableValues, contextValue };
    } catch (error) {
      if (error instanceof Invalid) return error.errors;
      if (error instanceof GraphQLError) return [error];
      throw error;
    }
  }

  function read(text: string): DocumentNode {
    if (Buffer.byteLength(text) > LIMITS.document.bytes)
      throw refusal(`The document is larger than ${LIMITS.document.bytes / 1_000} kB.`);
    let document: DocumentNode;
    try {
      document = parse(text, { maxTokens: LIMITS.document.tokens });
    } catch (error) {
      throw refusal((error as Error).message, 'GRAPHQL_PARSE_FAILED');
    }
    const errors = validate(schema, document, [...specifiedRules, ...rules], { maxErrors: LIMITS.document.errors });
    if (errors.length > 0) throw new Invalid(errors.map((error) => refusal(error.message)));
    documents.keep(document);
    return document;
  }

  function contextOf({ extra: { request } }: Socket, { requestId, ip, authorization }: Guest): GraphqlContext {
    // Nothing that a subscription runs writes to the response.
    return new GraphqlContext(
      request,
      new ServerResponse(request),
      requestId,
      ip,
      undefined,
      tokens.viewerOf(authorization),
    );
  }

  /**
   * As graphql-js subscribes, but each event is a request of its own: it is paid for, and what was read for the last one is
   * not believed. Whoever cannot pay is told so, and hears no more.
   */
  async function subscribe(args: ExecutionArgs): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> {
    const events = await createSourceEventStream(args);
    if (!(Symbol.asyncIterator in events)) return events;
    const operation = documents.operationOf(args.document, getOperationAST(args.document, args.operationName)!);
    const source = events[Symbol.asyncIterator]();
    const answers = new EventIterator<ExecutionResult>(() => void source.return?.());
    void (async () => {
      for (let event = await source.next(); !event.done; event = await source.next()) {
        const contextValue = (args.contextValue as GraphqlContext).anew();
        costs.charge(operation, contextValue, args.variableValues ?? {});
        answers.push(await execute({ ...args, rootValue: event.value, contextValue }));
      }
    })()
      .catch((error: unknown) => {
        if (error instanceof GraphQLError) answers.push({ errors: [error] });
        else logger.error({ err: error });
      })
      .finally(() => void answers.return());
    return answers;
  }

  function isStillSignedIn({ authorization }: Guest): boolean {
    try {
      tokens.viewerOf(authorization);
      return true;
    } catch {
      return false;
    }
  }
}

class Invalid extends Error {
  constructor(readonly errors: readonly GraphQLError[]) {
    super('The document is not valid.');
  }
}

const guestOf = ({ extra }: Socket): Guest => extra.guest!;

const refusal = (message: string, code = 'GRAPHQL_VALIDATION_FAILED'): GraphQLError =>
  new GraphQLError(message, { extensions: { code } });

function refuse(socket: Duplex, status: string): void {
  socket.on('error', () => undefined);
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
