import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Database } from './database.js';
import { type Sql, sql } from './sql.js';

const HOUR_MS = 3_600_000;
const SWEEP_LOCK = 7_261_947;
/** Rows at a time: no sweep holds locks for long. */
export const SWEEP_BATCH = 1_000;

/** Removes what nobody needs any more, every hour, in one process at a time. Modules say what when they start. */
@Injectable()
export class Sweeper implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Sweeper.name);
  private readonly chores: Sql[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly database: Database) {}

  /** `chore` deletes SWEEP_BATCH rows at most and returns one row for each. */
  add(chore: Sql): void {
    this.chores.push(chore);
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.sweep().catch((error: unknown) => this.logger.warn({ err: error }));
    }, HOUR_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  async sweep(): Promise<void> {
    for (const chore of this.chores) while ((await this.sweepOnce(chore)) === SWEEP_BATCH);
  }

  private sweepOnce(chore: Sql): Promise<number> {
    return this.database.transaction(async (tx) => {
      const lock = await tx.first(sql<{ free: boolean }>`select pg_try_advisory_xact_lock(${SWEEP_LOCK}) as free`);
      return lock?.free ? (await tx.rows(chore)).length : 0;
    });
  }
}
