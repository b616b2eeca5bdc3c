import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { setTimeout } from 'node:timers/promises';
import { inJob } from '../tracing/index.js';
import { ADVISORY_LOCKS } from './advisory-locks.js';
import { Database, type Queryable } from './database.js';
import { type Sql, sql } from './sql.js';

/** Between two batches, so that requests come first. */
const PAUSE_MS = 50;
/** A transaction may take 5 s. */
const BATCH_MS = 1_000;

interface Work {
  /**
   * Brings some rows up to date in one transaction: at least one that nobody holds, and no further one once `isOver`.
   * @returns how many
   */
  batch: (tx: Queryable, isOver: () => boolean) => Promise<number>;
  /** Returns a row where there are rows that are not up to date. */
  left: Sql;
}

/** After a batch: there may be `more`, others hold what is left (`busy`), or nothing is (`done`). */
type Outcome = 'more' | 'busy' | 'done';

/**
 * Brings rows up to date that an older version of Wander wrote, batch by batch, when a process starts and in one process
 * at a time. What fails or is held by others is tried again until all are, and what processes of the older version write while they
 * are replaced is found later. Modules say what when they start.
 */
@Injectable()
export class Backfill implements OnApplicationBootstrap, OnModuleDestroy {
  /** From a run that left something to the next. */
  retryMs = 60_000;
  /** From a run that left nothing to the next. */
  recheckMs = 3_600_000;
  private readonly logger = new Logger(Backfill.name);
  private readonly works: Work[] = [];
  private readonly stopped = new AbortController();
  private firstRun: Promise<boolean> | undefined;
  private running: Promise<void> | undefined;

  constructor(private readonly database: Database) {}

  add(work: Work): void {
    this.works.push(work);
  }

  onApplicationBootstrap(): void {
    this.firstRun = this.run();
    this.running = this.repeat(this.firstRun);
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped.abort();
    await this.running;
  }

  /** Resolves when the run that began with the process has ended, whatever it left. */
  async settled(): Promise<void> {
    await this.firstRun;
  }

  /** What fails is logged and keeps none of the others. @returns whether all is done */
  run(): Promise<boolean> {
    return inJob('backfill', () => this.runAll());
  }

  private async runAll(): Promise<boolean> {
    let isDone = true;
    for (const work of this.works) {
      try {
        isDone = (await this.runBatches(work)) === 'done' && isDone;
      } catch (error) {
        this.logger.warn({ err: error });
        isDone = false;
      }
    }
    return isDone;
  }

  private async repeat(firstRun: Promise<boolean>): Promise<void> {
    let isDone = await firstRun;
    while (!this.stopped.signal.aborted) {
      await this.wait(isDone ? this.recheckMs : this.retryMs);
      isDone = await this.run();
    }
  }

  private async runBatches(work: Work): Promise<Outcome> {
    let outcome: Outcome = 'more';
    while (outcome === 'more' && !this.stopped.signal.aborted) {
      outcome = await this.runOnce(work);
      if (outcome === 'more') await this.wait(PAUSE_MS);
    }
    return outcome;
  }

  private runOnce({ batch, left }: Work): Promise<Outcome> {
    return this.database.transaction(async (tx) => {
      const lock = await tx.first(
        sql<{ free: boolean }>`select pg_try_advisory_xact_lock(${ADVISORY_LOCKS.backfill}) as free`,
      );
      if (!lock?.free) return 'busy';
      const end = performance.now() + BATCH_MS;
      if ((await batch(tx, () => performance.now() >= end)) > 0) return 'more';
      return (await tx.first(left)) === undefined ? 'done' : 'busy';
    });
  }

  /** Ended by the end of the process, which it does not keep. */
  private async wait(ms: number): Promise<void> {
    await setTimeout(ms, undefined, { signal: this.stopped.signal, ref: false }).catch(() => undefined);
  }
}
