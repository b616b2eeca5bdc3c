import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { setTimeout } from 'node:timers/promises';
import { Database, type Queryable } from './database.js';
import { sql } from './sql.js';

/** Held by the one process that backfills. */
const BACKFILL_LOCK = 7_261_948;
/** Between two batches, so that requests come first. */
const PAUSE_MS = 50;

/** Brings some rows up to date in one transaction. @returns how many; 0 when all are. */
type Batch = (tx: Queryable) => Promise<number>;

/**
 * Brings rows up to date that an older version of Wander wrote, batch by batch, once when a process starts and in one process
 * at a time. Modules say what when they start.
 */
@Injectable()
export class Backfill implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Backfill.name);
  private readonly batches: Batch[] = [];
  private readonly stopped = new AbortController();
  private running: Promise<void> | undefined;

  constructor(private readonly database: Database) {}

  add(batch: Batch): void {
    this.batches.push(batch);
  }

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped.abort();
    await this.running;
  }

  /** Resolves when what began with the process is done. */
  async settled(): Promise<void> {
    await this.running;
  }

  /** What fails is logged and tried again by the next process that starts. */
  async run(): Promise<void> {
    const { signal } = this.stopped;
    for (const batch of this.batches) {
      try {
        while (!signal.aborted && (await this.runOnce(batch)) > 0)
          await setTimeout(PAUSE_MS, undefined, { signal, ref: false }).catch(() => undefined);
      } catch (error) {
        this.logger.warn({ err: error });
      }
    }
  }

  private runOnce(batch: Batch): Promise<number> {
    return this.database.transaction(async (tx) => {
      const lock = await tx.first(sql<{ free: boolean }>`select pg_try_advisory_xact_lock(${BACKFILL_LOCK}) as free`);
      return lock?.free ? batch(tx) : 0;
    });
  }
}
