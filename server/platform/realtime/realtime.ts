import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { ReplyError } from 'ioredis';
import { BreakerOpenError, type GuardedRedis, type RedisConnections } from '../redis/index.js';
import type { Topic, Topics } from './topics.js';

type Handler<T extends Topic> = (payload: Topics[T]) => void | Promise<void>;

interface Message {
  from: string;
  payload: unknown;
}

/** A subscriber's dead connection shows only when something is asked over it. */
const HEARTBEAT_MS = 5_000;

/**
 * Publish and subscribe over Redis; within this process without it, and always within this process at once.
 * Publishing never fails: a message is a hint, and with Redis away the other processes miss it.
 */
export class Realtime {
  private readonly logger = new Logger('Realtime');
  private readonly handlers = new Map<Topic, Set<Handler<Topic>>>();
  private readonly self = randomUUID();
  private readonly prefix: string;
  private heartbeat: NodeJS.Timeout | undefined;
  private listensSince: number | undefined;

  constructor(private readonly connections: Pick<RedisConnections, 'commands' | 'subscriber' | 'database'>) {
    this.prefix = `wander:${connections.database}:`;
  }

  /** Begins to listen to the other processes. Returns at once; a Redis that is away is listened to once it is back. */
  onModuleInit(): void {
    const { subscriber } = this.connections;
    if (subscriber === undefined) return;
    const { redis } = subscriber;
    redis.on('pmessage', (_pattern: string, channel: string, text: string) => this.receive(channel, text));
    redis.on('ready', () => void this.listen(subscriber));
    redis.on('close', () => (this.listensSince = undefined));
    if (redis.status === 'ready') void this.listen(subscriber);
    this.heartbeat = setInterval(() => {
      if (redis.status !== 'ready') return;
      if (this.listensSince !== undefined) redis.ping().catch(() => redis.disconnect(true));
      else void this.listen(subscriber);
    }, HEARTBEAT_MS);
    this.heartbeat.unref();
  }

  /** Since when what other processes publish arrives here, by `performance.now()`; infinite while it does not. */
  get hearsOthersSince(): number {
    return this.connections.subscriber === undefined ? 0 : (this.listensSince ?? Infinity);
  }

  /** Where Redis refuses it, it is asked again later. */
  private async listen({ redis, breaker }: GuardedRedis): Promise<void> {
    try {
      await breaker.run(() => redis.psubscribe(`${this.prefix}*`));
      this.listensSince = performance.now();
    } catch (error) {
      if (!(error instanceof ReplyError || error instanceof BreakerOpenError)) redis.disconnect(true);
    }
  }

  onModuleDestroy(): void {
    clearInterval(this.heartbeat);
    this.handlers.clear();
  }

  /** To be called after the commit. Resolves when the message is on its way or given up; never throws. */
  async publish<T extends Topic>(topic: T, payload: Topics[T]): Promise<void> {
    const text = JSON.stringify({ from: this.self, payload } satisfies Message);
    this.deliver(topic, text);
    const { commands } = this.connections;
    if (commands === undefined) return;
    try {
      await commands.breaker.run(() => commands.redis.publish(this.prefix + topic, text));
    } catch {
      this.logger.debug(`the other processes miss a ${topic}: Redis is away`);
    }
  }

  /** Calls `handler` for each message from now on; what is returned ends that. A handler's errors are logged. */
  subscribe<T extends Topic>(topic: T, handler: Handler<T>): () => void {
    const handlers = this.handlers.get(topic) ?? new Set();
    this.handlers.set(topic, handlers);
    // Its own object, so that one function can subscribe twice and leave once.
    const own: Handler<Topic> = (payload) => handler(payload as Topics[T]);
    handlers.add(own);
    return () => void handlers.delete(own);
  }

  private receive(channel: string, text: string): void {
    const topic = channel.slice(this.prefix.length) as Topic;
    if (!this.handlers.has(topic)) return;
    try {
      if ((JSON.parse(text) as Partial<Message> | null)?.from === this.self) return;
      this.deliver(topic, text);
    } catch {
      this.logger.warn(`an unreadable message came for ${topic}`);
    }
  }

  /** Each handler gets a copy of its own, as if it had come over the wire. */
  private deliver(topic: Topic, text: string): void {
    for (const handler of this.handlers.get(topic) ?? []) {
      const { payload } = JSON.parse(text) as { payload: Topics[Topic] };
      Promise.resolve()
        .then(() => handler(payload))
        .catch((error: unknown) => this.logger.error({ msg: `a subscriber of ${topic} failed`, err: error }));
    }
  }
}
