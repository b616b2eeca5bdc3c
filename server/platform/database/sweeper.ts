import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { inJob } from '../tracing/index.js';
import { ADVISORY_LOCKS } from './advisory-locks.js';
import { Database } from './database.js';
import { type Sql, sql } from './sql.js';

const HOUR_MS = 3_600_000;
/** Rows at a time unless told otherwise: no sweep holds locks for long. */
export const SWEEP_BATCH = 1_000;

/** Removes what nobody needs any more, every hour, in one process at a time. Modules say what when they start. */
@Injectable()
export class Sweeper implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Sweeper.name);
  private readonly chores: { statement: Sql; batch: number }[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly database: Database) {}

  /** `statement` deletes `batch` rows at most and returns one row for each. */
  add(statement: Sql, batch = SWEEP_BATCH): void {
    this.chores.push({ statement, batch });
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.sweep(), HOUR_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** A chore that fails is logged and keeps none of the others. */
  sweep(): Promise<void> {
    return inJob('sweep', () => this.sweepAll());
  }

  private async sweepAll(): Promise<void> {
    for (const { statement, batch } of this.chores) {
      try {
        while ((await this.sweepOnce(statement)) === batch);
      } catch (error) {
        this.logger.warn({ err: error });
      }
    }
  }

  private sweepOnce(statement: Sql): Promise<number> {
    return this.database.transaction(async (tx) => {
      const lock = await tx.first(
        sql<{ free: boolean }>`select pg_try_advisory_xact_lock(${ADVISORY_LOCKS.sweep}) as free`,
      );
      return lock?.free ? (await tx.rows(statement)).length : 0;
    });
  }
}
