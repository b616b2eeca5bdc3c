import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Redis, type RedisOptions } from 'ioredis';
import { Config } from '../config/index.js';
import { OncePerMinute } from '../once-per-minute.js';
import { inRedisCommand } from '../tracing/index.js';
import { adviceOn, Breaker } from './breaker.js';
import { parseRedisUrl } from './redis-url.js';

const CONNECT_TIMEOUT_MS = 500;
/** How long a process that starts waits for Redis before it goes on without. */
const START_PATIENCE_MS = 2_000;
/** A Redis slower than this is no help: the database answers in the same time. */
const COMMAND_TIMEOUT_MS = 50;
const SUBSCRIBER_TIMEOUT_MS = 1_000;

/** A connection and the breaker that all its calls go through. */
export interface GuardedRedis {
  readonly redis: Redis;
  readonly breaker: Breaker;
}

export interface RedisTimeouts {
  commandTimeoutMs?: number;
}

/** The connections of this process, by purpose; all absent without REDIS_URL. Nothing else makes any. */
@Injectable()
export class RedisConnections implements OnModuleInit, OnApplicationShutdown {
  /** In the database after the one of REDIS_URL, so that emptying the cache empties nothing else. */
  readonly cache: GuardedRedis | undefined;
  readonly commands: GuardedRedis | undefined;
  readonly subscriber: GuardedRedis | undefined;
  /** The number in REDIS_URL: pub/sub knows no databases, so channels carry it. */
  readonly database: number = 0;
  private readonly logger = new Logger('Redis');
  private readonly toldLines = new OncePerMinute();
  private readonly open: Redis[] = [];

  constructor(config: Pick<Config, 'redisUrl'>, timeouts: RedisTimeouts = {}) {
    if (config.redisUrl === undefined) return;
    const target = parseRedisUrl(config.redisUrl);
    const commandTimeout = timeouts.commandTimeoutMs ?? COMMAND_TIMEOUT_MS;
    this.database = target.db ?? 0;
    this.cache = this.guarded('cache', { ...target, db: this.database + 1, commandTimeout });
    this.commands = this.guarded('commands', { ...target, commandTimeout });
    this.subscriber = this.guarded('subscriber', {
      ...target,
      commandTimeout: Math.max(commandTimeout, SUBSCRIBER_TIMEOUT_MS),
      // ioredis would leave the failure of its own try to nobody, and that ends the process: Realtime subscribes.
      autoResubscribe: false,
    });
  }

  /** Waits for the connections, but never longer than they may take: Wander starts without Redis too. */
  async onModuleInit(): Promise<void> {
    // Sentinels that do not answer are asked again and again: `connect` alone would wait for them without end.
    const patience = new AbortController();
    const late = sleep(START_PATIENCE_MS, undefined, { signal: patience.signal }).catch(() => undefined);
    await Promise.race([Promise.all(this.open.map((redis) => redis.connect().catch(() => undefined))), late]);
    patience.abort();
  }

  onApplicationShutdown(): void {
    for (const redis of this.open) redis.disconnect();
  }

  private guarded(purpose: string, options: RedisOptions): GuardedRedis {
    const redis = this.connection(purpose, options);
    // A peer that vanished without closing leaves a socket that stays "ready" for ever.
    const onStillFailing = () => {
      if (redis.status === 'ready') redis.disconnect(true);
    };
    return { redis, breaker: new Breaker(purpose, { onStillFailing }) };
  }

  private connection(purpose: string, options: RedisOptions): Redis {
    const redis = new Redis({
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      connectTimeout: CONNECT_TIMEOUT_MS,
      // How long a closed connection may keep the process from leaving.
      disconnectTimeout: 200,
      enableReadyCheck: false,
      lazyConnect: true,
      connectionName: `wander-${purpose}`,
      retryStrategy: (attempt) => Math.min(attempt * 100, 1_000),
      sentinelRetryStrategy: (attempt) => Math.min(attempt * 100, 1_000),
      // What was a primary before a failover: find the new one.
      reconnectOnError: (error) => error.message.startsWith('READONLY'),
      ...options,
    });
    const send = redis.sendCommand.bind(redis);
    redis.sendCommand = (command, stream) => inRedisCommand(command.name, () => send(command, stream));
    let told = false;
    redis.on('ready', () => (told = false));
    redis.on('error', (error: Error) => {
      const advice = adviceOn(error);
      const line = `${purpose}: ${error.message || 'no connection'}${advice ? `. ${advice}` : ''}`;
      // A Redis that hangs lets itself be connected to, again and again.
      if (!told && this.toldLines.allows(line)) this.logger.warn(line);
      told = true;
    });
    this.open.push(redis);
    return redis;
  }
}
