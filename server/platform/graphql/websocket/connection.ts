import { type IncomingMessage, ServerResponse } from 'node:http';
import { Logger } from '@nestjs/common';
import { type DocumentNode, type ExecutionResult, GraphQLError } from 'graphql';
import { CloseCode, type Message, MessageType, type SubscribePayload } from 'graphql-ws';
import type { WebSocket } from 'ws';
import { type AccessTokens, networkOf, type Viewer } from '../../auth/index.js';
import { badInput, rateLimited, unauthenticated } from '../../errors/index.js';
import { LIMITS } from '../../limits.js';
import { type RequestIds, requestIdsOf, type RequestLog } from '../../http/index.js';
import type { Metrics, OperationStats, Outcome } from '../../observability/index.js';
import { TokenBucket } from '../../rate-limit/index.js';
import type { CostLimiter } from '../cost-limiter.js';
import { GraphqlContext } from '../context.js';
import { maskedErrors } from '../mask.js';
import { outcomeOf } from '../reply.js';
import type { Backlog, Reader } from './backlog.js';
import { POLICY_VIOLATION, TRY_AGAIN_LATER } from './close-codes.js';
import type { HeldRequests } from './held-requests.js';
import { readMessage } from './message.js';
import { BURST_SECONDS, type Parties, type Party } from './parties.js';
import { Subscription, type SubscriptionRequest } from './subscription.js';
import { DocumentFlood, Refusal, type SubscriptionReader } from './subscription-reader.js';

const LIMIT = LIMITS.webSocket;
const logger = new Logger('WebSocket');

/** What all connections share. */
export interface Shared {
  tokens: AccessTokens;
  reader: SubscriptionReader;
  costs: CostLimiter;
  metrics: Metrics;
  guests: Parties;
  people: Parties;
  backlog: Backlog;
  requests: HeldRequests;
  log: RequestLog;
}

/** One WebSocket: the server's side of the protocol graphql-transport-ws, and the owner of all subscriptions. */
export class Connection implements Reader {
  private readonly ids: RequestIds;
  private readonly openedAt = performance.now();
  private readonly messages = new TokenBucket(LIMIT.messages, BURST_SECONDS);
  private readonly bytes = new TokenBucket(LIMIT.bytes, BURST_SECONDS);
  /** By the id that the client gave. */
  private readonly subscriptions = new Map<string, Subscription>();
  /** Those in `subscriptions`, and those that have ended while they were being set up. */
  private readonly unfinished = new Set<Subscription>();
  private authorization: string | undefined;
  private userId: string | undefined;
  private isInitialised = false;
  private isAcknowledged = false;
  private isTerminated = false;
  private turn: Promise<void> = Promise.resolve();
  private pingedAt = this.openedAt;
  private isPingAnswered = true;
  /** The code with which this side has closed the connection. */
  closeCode: number | undefined;

  /** @param party whose allowances are used: everybody's at the address, until it is known who connects */
  constructor(
    private readonly socket: WebSocket,
    private readonly request: IncomingMessage,
    private readonly ip: string,
    private party: Party,
    private readonly shared: Shared,
  ) {
    this.authorization = request.headers.authorization;
    this.ids = requestIdsOf(request.headers);
    socket.on('message', (data: Buffer) => this.receive(data));
    socket.on('ping', (data: Buffer) => void this.admits(data.length));
    socket.on('pong', (data: Buffer) => {
      this.isPingAnswered = true;
      this.admits(data.length);
    });
    // `ws` closes the connection with the code that fits.
    socket.on('error', ({ message }) => {
      logger.debug(message);
      this.endSubscriptions();
    });
    socket.once('close', () => {
      this.endSubscriptions();
      this.party.leave(this);
    });
  }

  get unreadBytes(): number {
    return this.isTerminated ? 0 : this.socket.bufferedAmount;
  }

  get subscriptionCount(): number {
    return this.unfinished.size;
  }

  close(code: number, reason: string): void {
    if (this.closeCode !== undefined) return;
    this.closeCode = code;
    this.endSubscriptions();
    this.socket.close(code, reason);
    // The rest of a flood stays unread; so does the client's answer, for which the time runs out.
    if (code === POLICY_VIOLATION) this.socket.pause();
  }

  terminate(): void {
    this.isTerminated = true;
    this.endSubscriptions();
    this.socket.terminate();
  }

  /** Ends the connection when its time is up. To be called about once a second. */
  inspect(): void {
    const now = performance.now();
    if (this.waitingBytes > LIMIT.backlogBytes) return this.terminate();
    if (!this.isInitialised && now > this.openedAt + LIMIT.initMs)
      return this.close(CloseCode.ConnectionInitialisationTimeout, 'Connection initialisation timeout');
    if (!this.isSignInValid()) return this.close(CloseCode.Forbidden, 'The sign-in has ended');
    if (now < this.pingedAt + LIMIT.pingMs) return;
    if (!this.isPingAnswered) return this.terminate();
    this.pingedAt = now;
    this.isPingAnswered = false;
    if (this.isOpen) this.socket.ping();
  }

  private get isOpen(): boolean {
    return this.closeCode === undefined && this.socket.readyState === this.socket.OPEN;
  }

  /** All that the client has not read, and the events from which answers will be made. */
  private get waitingBytes(): number {
    let events = 0;
    for (const { waitingBytes } of this.unfinished) events += waitingBytes;
    return this.unreadBytes + events;
  }

  /** @returns whether a message of this size may be read. A flood is closed. */
  private admits(bytes: number): boolean {
    const { allowance } = this.party;
    if (this.messages.take(1) && this.bytes.take(bytes) && allowance.messages.take(1) && allowance.bytes.take(bytes))
      return this.isOpen;
    if (this.closeCode === undefined) this.close(POLICY_VIOLATION, 'Too many messages');
    else if (this.closeCode !== POLICY_VIOLATION) this.terminate();
    return false;
  }

  private receive(data: Buffer): void {
    if (!this.admits(data.length)) return;
    let message: Message;
    try {
      message = readMessage(data.toString());
    } catch {
      return this.close(CloseCode.BadRequest, 'Invalid message received');
    }
    switch (message.type) {
      case MessageType.ConnectionInit:
        return this.initialise(message.payload);
      case MessageType.Ping:
        return this.send({ type: MessageType.Pong });
      case MessageType.Pong:
        return;
      case MessageType.Subscribe:
        return this.subscribe(message.id, message.payload);
      case MessageType.Complete:
        this.subscriptions.get(message.id)?.end();
        return void this.subscriptions.delete(message.id);
      default:
        return this.close(CloseCode.BadRequest, 'Invalid message received');
    }
  }

  private initialise(params: Record<string, unknown> | undefined): void {
    if (this.isInitialised)
      return this.close(CloseCode.TooManyInitialisationRequests, 'Too many initialisation requests');
    this.isInitialised = true;
    let viewer: Viewer | undefined;
    try {
      viewer = this.identify(params);
    } catch (error) {
      return this.close(CloseCode.Forbidden, (error as Error).message);
    }
    const party = viewer ? this.shared.people.of(viewer.id) : this.shared.guests.of(networkOf(this.ip));
    if (party.isFull) return this.close(TRY_AGAIN_LATER, 'Too many connections');
    party.join(this);
    this.party = party;
    this.userId = viewer?.id;
    this.isAcknowledged = true;
    this.send({ type: MessageType.ConnectionAck });
  }

  /**
   * Who connects: by the parameters of the connection, else by the Authorization header of the handshake.
   * @throws AppError UNAUTHENTICATED when either is bad, or they are two people's.
   */
  private identify(params: Record<string, unknown> | undefined): Viewer | undefined {
    const byHeader = this.viewer();
    const given = authorizationIn(params);
    if (given === undefined) return byHeader;
    if (typeof given !== 'string') throw unauthenticated('The authorization of a connection must be a text.');
    this.authorization = given;
    const viewer = this.viewer();
    if (byHeader && byHeader.id !== viewer?.id) throw unauthenticated('Two people cannot share a connection.');
    return viewer;
  }

  private subscribe(id: string, payload: SubscribePayload): void {
    if (!this.isAcknowledged) return this.close(CloseCode.Unauthorized, 'Unauthorized');
    if (!this.isSignInValid()) return this.close(CloseCode.Forbidden, 'The sign-in has ended');
    if (id.length > LIMIT.idCharacters) return this.close(CloseCode.BadRequest, 'The id is too long');
    if (this.subscriptions.has(id))
      return this.close(CloseCode.SubscriberAlreadyExists, 'A subscriber with this id already exists');
    const began = performance.now();
    try {
      if (this.unfinished.size >= LIMIT.subscriptions) throw rateLimited(60);
      const request = this.shared.reader.read(payload, this.context(), this.party.allowance);
      if (!this.hold(request)) throw rateLimited(60);
      const subscription: Subscription = new Subscription(request, this.shared.costs, {
        inTurn: (work) => (this.turn = this.turn.then(work, work)),
        record: (outcome) => this.record(request.operation.stats, began, outcome),
        send: (result) => this.sendResult(id, subscription, result, request.args.document),
      });
      this.subscriptions.set(id, subscription);
      this.unfinished.add(subscription);
      void this.run(id, subscription).finally(() => this.release(request));
    } catch (error) {
      if (error instanceof DocumentFlood) return this.close(POLICY_VIOLATION, 'Too many documents');
      const { errors, document } = error instanceof Refusal ? error : { errors: [asGraphqlError(error)] };
      const { metrics } = this.shared;
      const payload = maskedErrors(errors, this.ids, metrics, document);
      this.record(metrics.operation(undefined, 'none'), began, outcomeOf({ errors: payload }));
      this.send({ id, type: MessageType.Error, payload });
    }
  }

  /** A subscription counts as a request that begins it. */
  private record(stats: OperationStats, began: number, outcome: Outcome): void {
    const durationSeconds = (performance.now() - began) / 1_000;
    stats.record(durationSeconds, outcome);
    const { operation, kind } = stats;
    this.shared.log.record({ ...this.ids, operation, kind, durationSeconds, outcome, userId: this.userId });
  }

  private hold(request: SubscriptionRequest): boolean {
    if (!this.party.requests.hold(request)) return false;
    if (this.shared.requests.hold(request)) return true;
    this.party.requests.release(request);
    return false;
  }

  private release(request: SubscriptionRequest): void {
    this.party.requests.release(request);
    this.shared.requests.release(request);
  }

  private async run(id: string, subscription: Subscription): Promise<void> {
    try {
      await subscription.run();
    } catch (error) {
      await this.sendResult(id, subscription, { errors: [asGraphqlError(error)] });
    }
    this.unfinished.delete(subscription);
    if (this.subscriptions.get(id) !== subscription) return;
    this.subscriptions.delete(id);
    this.send({ id, type: MessageType.Complete });
  }

  private async sendResult(
    id: string,
    subscription: Subscription,
    { data, errors }: ExecutionResult,
    document?: DocumentNode,
  ): Promise<void> {
    if (this.subscriptions.get(id) !== subscription) return;
    const payload = {
      ...(errors && { errors: maskedErrors(errors, this.ids, this.shared.metrics, document) }),
      ...(data !== undefined && { data }),
    };
    const text = Buffer.from(JSON.stringify({ id, type: MessageType.Next, payload }));
    if (text.length <= LIMIT.answerBytes) return new Promise((resolve) => this.sendText(text, () => resolve()));
    const tooLarge = badInput([{ path: '', message: 'The answer is larger than 1 MB. Ask for fewer fields.' }]);
    await this.sendResult(id, subscription, { errors: [tooLarge] });
    subscription.end();
  }

  private send(message: Message): void {
    this.sendText(Buffer.from(JSON.stringify(message)));
  }

  /** @param done called when it has left the process, or never will */
  private sendText(text: Buffer, done: () => void = () => undefined): void {
    if (!this.isOpen) return done();
    this.socket.send(text, { binary: false }, done);
    if (this.waitingBytes > LIMIT.backlogBytes) this.terminate();
    this.party.backlog.grow(text.length);
    this.shared.backlog.grow(text.length);
  }

  private endSubscriptions(): void {
    this.subscriptions.clear();
    for (const subscription of this.unfinished) subscription.end();
  }

  private context(): GraphqlContext {
    // Nothing that a subscription runs writes to the response.
    const response = new ServerResponse(this.request);
    return new GraphqlContext(this.request, response, this.ids.requestId, this.ip, undefined, this.viewer());
  }

  /** @throws AppError UNAUTHENTICATED when the token is bad, or has ended. */
  private viewer(): Viewer | undefined {
    return this.shared.tokens.viewerOf(this.authorization);
  }

  private isSignInValid(): boolean {
    try {
      this.viewer();
      return true;
    } catch {
      return false;
    }
  }
}

/** The authorization in the parameters of a connection, where clients put it: as it is, or among headers. Empty is none. */
function authorizationIn(params: Record<string, unknown> = {}): unknown {
  const { headers } = params;
  for (const place of [params, typeof headers === 'object' ? (headers as Record<string, unknown> | null) : null])
    for (const [name, value] of Object.entries(place ?? {}))
      if (name.toLowerCase() === 'authorization' && value != null && value !== '') return value;
  return undefined;
}

const asGraphqlError = (error: unknown): GraphQLError =>
  error instanceof GraphQLError ? error : new GraphQLError(String(error), { originalError: error as Error });
