import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Database, sql } from '../../platform/database/index.js';
import { ABSOLUTE_SECONDS, IDLE_SECONDS } from './sessions.service.js';

const EVERY_MS = 60 * 60_000;
/** A session takes up to some thousand refresh tokens with it: a batch stays far below the deadline of a statement. */
const BATCH = 100;
const MAX_BATCHES = 100;
const DAY = sql`interval '1 day'`;

/**
 * Removes what sessions leave a day after they ended. The tokens of living sessions stay, used ones too: by them a
 * stolen one is known.
 */
@Injectable()
export class SessionSweep implements OnApplicationBootstrap, OnModuleDestroy {
  /** The advisory lock of the one process that sweeps. */
  static readonly LOCK = 5_021_764_003;

  private readonly logger = new Logger('SessionSweep');
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly database: Database) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.sweepQuietly(), EVERY_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** @returns how many sessions were removed; none while another process is at it. */
  async sweep(): Promise<number> {
    let removed = 0;
    for (let batch = 0; batch < MAX_BATCHES; batch += 1) {
      const now = await this.removeBatch();
      removed += now;
      if (now < BATCH) break;
    }
    return removed;
  }

  private removeBatch(): Promise<number> {
    return this.database.transaction(async (tx) => {
      const turn = await tx.first(
        sql<{ mine: boolean }>`select pg_try_advisory_xact_lock(${SessionSweep.LOCK}) as mine`,
      );
      if (!turn?.mine) return 0;
      const rows = await tx.rows(sql`
        delete from sessions where id in (
          select id from sessions where revoked_at < clock_timestamp() - ${DAY}
            or last_used_at < clock_timestamp() - ${IDLE_SECONDS} * interval '1 second' - ${DAY}
            or created_at < clock_timestamp() - ${ABSOLUTE_SECONDS} * interval '1 second' - ${DAY}
          limit ${BATCH} for update skip locked)
        returning 1`);
      return rows.length;
    });
  }

  private async sweepQuietly(): Promise<void> {
    try {
      await this.sweep();
    } catch (error) {
      this.logger.warn(`ended sessions were not removed: ${String(error)}`);
    }
  }
}
