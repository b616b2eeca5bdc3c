import type { Socket } from 'node:net';
import { Cancellation } from '../cancellation.js';
import { BUSY_SECONDS, unavailable } from '../errors/index.js';
import { LIMITS } from '../limits.js';
import type { OperationStats, Outcome } from '../observability/index.js';
import type { FrontResponse } from './front-response.js';
import { OpenRequests } from './open-requests.js';
import type { Holder, Pools } from './pools.js';
import { refuse } from './refuse.js';
import type { RequestLog } from './request-log.js';

type Times = Pick<typeof LIMITS.request, 'bodyMs' | 'firstByteMs' | 'answerMs' | 'rateWindowMs' | 'slowestRate'>;

const lifetimeOf = Symbol('lifetime');
interface Answering extends FrontResponse {
  [lifetimeOf]?: RequestLifetime | undefined;
}

/** As many of these as requests may be under way are no burden. */
const SMALL_ANSWER_BYTES = 16_000;

/** How many times the rate is measured within its window. */
const MEASURES = 10;

/**
 * A request from its headers to the last byte of its answer: its deadlines, and what it holds of the process' pools until then.
 * A body and an answer have a time, and beyond it a slowest rate; whoever is slower loses the connection.
 */
export class RequestLifetime {
  /** What runs under it is cancelled when nobody waits for it any more. */
  readonly cancellation = new Cancellation();
  /** Where the request is counted, once it is known; nowhere before. */
  stats: OperationStats | undefined;
  outcome: Outcome = 'refused';
  /** Who asks, or has just signed in. */
  userId: string | undefined;
  /** Where the request is told of at its end. */
  log: RequestLog | undefined;
  traceId: string | undefined;
  /** Whether that trace is recorded. */
  isTraced = false;
  /** What has been written is not answered by a refusal. */
  isWriting = false;
  private readonly began = performance.now();
  private workBegan = this.began;
  private isReadingBody = false;
  private received = 0;
  private answerBytes = 0;
  private place: Holder | undefined;
  private answerHolder: Holder | undefined;
  private hasEnded = false;
  private readonly socket: Socket;
  private timer: NodeJS.Timeout;
  /** The bytes moved, at each measure of the window; few requests last until the first. */
  private moved: number[] | undefined;

  /** @param address whoever the connection belongs to. */
  constructor(
    private readonly pools: Pools,
    private readonly res: FrontResponse,
    readonly requestId: string,
    readonly address: Holder,
    private readonly times: Times = LIMITS.request,
  ) {
    this.cancellation.holder = address.key;
    const { bodyMs, firstByteMs, answerMs, rateWindowMs } = times;
    this.timer = setTimeout(measure, Math.min(bodyMs - rateWindowMs, answerMs - rateWindowMs, firstByteMs), this);
    // A field and a listener without a closure: each of these would keep a finished request until the next full collection.
    (res as Answering)[lifetimeOf] = this;
    res.once('close', end);
    this.socket = res.req.socket;
    OpenRequests.of(this.socket).add(this);
  }

  /** From now on the client has the time of a body, until `bodyRead`. */
  readsBody(): void {
    this.isReadingBody = true;
  }

  get bodyBytes(): number {
    return this.received;
  }

  /** @throws AppError UNAVAILABLE or RATE_LIMITED when no more bodies fit into memory. */
  bodyReceived(bytes: number): void {
    this.requireOpen();
    this.pools.bodyBytes.take(this.address, bytes);
    this.received += bytes;
  }

  /** The body is there: the time until the first byte of the answer begins. */
  bodyRead(): void {
    this.isReadingBody = false;
    this.workBegan = performance.now();
  }

  /**
   * Takes a place among the requests under way, until the answer has been sent.
   * @param personId who asks; the address where it is a guest
   * @throws AppError UNAVAILABLE when there is none, RATE_LIMITED when the person or address has its share.
   */
  enter(personId?: string): void {
    this.requireOpen();
    const holder = personId === undefined ? this.address : this.pools.holder(personId);
    this.pools.requests.take(holder);
    this.place = holder;
    this.userId = personId;
    this.cancellation.holder = holder.key;
  }

  /**
   * Counts bytes of an answer that is being made or sent.
   * @throws AppError UNAVAILABLE or RATE_LIMITED when no more answers fit into memory.
   */
  answerGrows(bytes: number): void {
    if (this.hasEnded && this.isWriting) return;
    this.requireOpen();
    const holder = (this.answerHolder ??= this.place ?? this.address);
    if (this.isWriting) this.pools.answerBytes.add(holder, bytes);
    else this.pools.answerBytes.take(holder, bytes);
    this.answerBytes += bytes;
  }

  /** The answer is whole now and has this size: what was counted while it was made is counted no more. @throws as `answerGrows` */
  answerHas(bytes: number): void {
    if (bytes <= SMALL_ANSWER_BYTES && this.answerBytes === 0) return;
    if (bytes !== this.answerBytes) this.answerGrows(bytes - this.answerBytes);
  }

  /** Called at each measure. */
  measure(): void {
    const { bodyMs, firstByteMs, answerMs, rateWindowMs, slowestRate } = this.times;
    const now = performance.now();
    const moved = (this.moved ??= []);
    moved.push(this.received + this.res.sent);
    if (moved.length > MEASURES + 1) moved.shift();
    const isSlow = moved.at(-1)! - moved[0]! < (slowestRate * rateWindowMs) / 1_000;
    if (this.isReadingBody) {
      if (isSlow && now - this.began >= bodyMs) return void this.socket.destroy();
    } else if (this.res.headersSent) {
      if (isSlow && now - this.res.headersSentAt >= answerMs) return void this.socket.destroy();
    } else if (now - this.workBegan >= firstByteMs) this.timeIsUp();
    const deadline = this.isReadingBody ? this.began + bodyMs : this.workBegan + firstByteMs;
    const untilDeadline = deadline > now ? Math.ceil(deadline - now) : Infinity;
    clearTimeout(this.timer);
    this.timer = setTimeout(measure, Math.min(rateWindowMs / MEASURES, untilDeadline), this);
  }

  /** Called when the response or its connection is closed. */
  end(): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    clearTimeout(this.timer);
    OpenRequests.of(this.socket).remove(this);
    this.pools.bodyBytes.giveBack(this.address, this.received);
    if (this.place) this.pools.requests.giveBack(this.place);
    if (this.answerHolder) this.pools.answerBytes.giveBack(this.answerHolder, this.answerBytes);
    const durationSeconds = (performance.now() - this.began) / 1_000;
    this.stats?.record(durationSeconds, this.outcome, this.isTraced ? this.traceId : undefined);
    this.logRequest(durationSeconds);
    if (!this.res.writableFinished) this.cancellation.cancel();
  }

  private logRequest(durationSeconds: number): void {
    const { log, requestId, traceId, userId, stats } = this;
    const { operation = 'none', kind = 'http' } = stats ?? {};
    const answered = stats ? this.outcome : outcomeByStatus(this.res.statusCode);
    const outcome = this.res.writableFinished ? answered : 'aborted';
    if (log?.shouldLog(kind, outcome, durationSeconds))
      log.record({ requestId, traceId, operation, kind, durationSeconds, outcome, userId });
  }

  /** What is done for a client that has left ends here, and holds nothing. */
  private requireOpen(): void {
    if (this.hasEnded) throw unavailable();
  }

  private timeIsUp(): void {
    refuse(this.res, this.requestId, {
      status: 503,
      code: 'UNAVAILABLE',
      message: 'This request took too long. Ask for less, or try again in a moment.',
      retryAfterSeconds: BUSY_SECONDS,
    });
    this.outcome = 'unavailable';
    this.cancellation.cancel();
  }
}

/** Of a request that is not counted. */
function outcomeByStatus(status: number): Outcome {
  if (status < 400) return 'ok';
  if (status === 503) return 'unavailable';
  return status < 500 ? 'refused' : 'error';
}

const measure = (lifetime: RequestLifetime): void => lifetime.measure();

function end(this: Answering): void {
  this[lifetimeOf]?.end();
  this[lifetimeOf] = undefined;
}
