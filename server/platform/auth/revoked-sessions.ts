import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Realtime } from '../realtime/index.js';

const POLL_MS = 2_000;
/** A little more than an access token lives: after that its own end refuses it. */
const KEPT_MS = 16 * 60_000;

/**
 * The sessions that ended before their access tokens did, kept in memory so that no request costs a statement.
 * Told at once by realtime; read again every 2 s, for a message can be missed and commands send none.
 */
@Injectable()
export class RevokedSessions implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('RevokedSessions');
  /** Session id to the time (ms) when it may be forgotten. */
  private readonly until = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;
  private leave: (() => void) | undefined;
  private closed = false;
  private failing = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly realtime: Realtime,
  ) {}

  async onModuleInit(): Promise<void> {
    this.leave = this.realtime.subscribe('session.revoked', ({ sessionIds }) => this.add(sessionIds));
    await this.poll();
  }

  onModuleDestroy(): void {
    this.closed = true;
    this.leave?.();
    clearTimeout(this.timer);
  }

  has(sessionId: string): boolean {
    return this.until.has(sessionId);
  }

  /** To be called after the commit that ended the sessions: holds here at once, elsewhere as the message arrives. */
  async announce(sessionIds: string[]): Promise<void> {
    if (sessionIds.length === 0) return;
    this.add(sessionIds);
    await this.realtime.publish('session.revoked', { sessionIds });
  }

  private add(sessionIds: Iterable<string>): void {
    const until = Date.now() + KEPT_MS;
    for (const id of sessionIds) if (!this.until.has(id)) this.until.set(id, until);
  }

  private async poll(): Promise<void> {
    try {
      // Not through Database: nobody's request waits for this, and tests count the statements of requests there.
      const rows = await this.dataSource.query<{ id: string }[]>(
        `select id from sessions where revoked_at > now() - $1 * interval '1 millisecond'`,
        [KEPT_MS],
      );
      this.add(rows.map((row) => row.id));
      this.failing = false;
    } catch (error) {
      if (!this.failing && !this.closed) this.logger.warn({ msg: 'cannot read which sessions ended', err: error });
      this.failing = true;
    }
    const now = Date.now();
    for (const [id, until] of this.until) if (until < now) this.until.delete(id);
    if (!this.closed) this.timer = setTimeout(() => void this.poll(), POLL_MS).unref();
  }
}
