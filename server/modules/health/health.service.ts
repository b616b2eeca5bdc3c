import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Database, sql } from '../../platform/database/index.js';
import { AppError } from '../../platform/errors/index.js';
import { migrationNames } from '../../platform/database/migrate.js';
import { migrationsOf, neededColumns } from '../../platform/database/schema-check.js';
import { RedisConnections } from '../../platform/redis/index.js';

export interface Readiness {
  ready: boolean;
  checks: {
    database: 'ok' | 'down';
    migrations: 'ok' | 'pending' | 'changed' | 'unknown';
    redis: 'ok' | 'degraded' | 'absent';
    /** Absent where none is set. */
    replica?: 'ok' | 'degraded';
  };
}

const WHOLE_MS = 60_000;

/** Can this process serve? PostgreSQL must; Redis and replicas may be away. */
@Injectable()
export class HealthService implements OnModuleInit {
  private wanted: string[] = [];
  private leaving = false;
  private whole: { applied: string; until: number } | undefined;
  private told: string | undefined;
  private looking: Promise<Readiness> | undefined;
  private readonly logger = new Logger('Health');

  constructor(
    private readonly database: Database,
    private readonly dataSource: DataSource,
    private readonly redis: RedisConnections,
  ) {}

  onModuleInit(): void {
    this.wanted = migrationNames(this.dataSource);
  }

  /** Whether something is away that it can do without. */
  static isDegraded({ redis, replica }: Readiness['checks']): boolean {
    return redis === 'degraded' || replica === 'degraded';
  }

  /** From now on not ready: load balancers look elsewhere while what is under way is served. */
  leave(): void {
    this.leaving = true;
  }

  /** One look at a time, which all share who ask meanwhile: guests ask too, and the probe of a host must not wait behind them. */
  readiness(): Promise<Readiness> {
    return (this.looking ??= this.look().finally(() => (this.looking = undefined)));
  }

  private async look(): Promise<Readiness> {
    const { commands, subscriber } = this.redis;
    const serves = [commands, subscriber].every((each) => each?.redis.status === 'ready' && each.breaker.serves);
    const redis = commands === undefined ? 'absent' : serves ? 'ok' : 'degraded';
    const { isReplicaUsed } = this.database;
    const replica = isReplicaUsed ? ('ok' as const) : ('degraded' as const);
    const others = { redis, ...(isReplicaUsed !== undefined && { replica }) } as const;
    try {
      const migrations = await this.migrations();
      return { ready: migrations === 'ok' && !this.leaving, checks: { database: 'ok', migrations, ...others } };
    } catch (error) {
      // What its host has to mend is in the log already.
      this.tell('PostgreSQL does not answer', error instanceof AppError ? error.cause : error);
      return { ready: false, checks: { database: 'down', migrations: 'unknown', ...others } };
    }
  }

  private async migrations(): Promise<'ok' | 'pending' | 'changed'> {
    const applied = await this.applied();
    const pending = this.wanted.filter((name) => !applied.includes(name));
    if (pending.length > 0) {
      this.tell(
        `Migrations are pending: ${pending.join(', ')}. Run make migrate, or the command migrate of this image`,
      );
      return 'pending';
    }
    const missing = await this.missingColumns(applied.join());
    if (missing.length > 0) {
      const where = migrationsOf(this.dataSource, missing);
      this.tell(
        `The database lacks ${missing.join(', ')}, although all migrations are applied. ` +
          `Was one changed after it ran here? Look at ${where.join(', ') || 'who changed the schema'}`,
      );
      return 'changed';
    }
    this.tell(undefined);
    return 'ok';
  }

  /** None where there is no table of them, as while the database is restored. */
  private async applied(): Promise<string[]> {
    const [table] = await this.database.rowsForProbe(sql<{ isThere: boolean }>`
      select to_regclass('migrations') is not null as "isThere"`);
    if (!table!.isThere) return [];
    const rows = await this.database.rowsForProbe(sql<{ name: string }>`select name from migrations order by name`);
    return rows.map(({ name }) => name);
  }

  /** Looked up again when other migrations are applied than the last time it was whole, or that is a minute ago. */
  private async missingColumns(applied: string): Promise<string[]> {
    if (applied === this.whole?.applied && performance.now() < this.whole.until) return [];
    const there = await this.database.rowsForProbe(sql<{ column: string }>`
      select table_name || '.' || column_name as column from information_schema.columns
      where table_schema = current_schema()`);
    const names = new Set(there.map(({ column }) => column));
    const missing = neededColumns(this.dataSource).filter((column) => !names.has(column));
    if (missing.length === 0) this.whole = { applied, until: performance.now() + WHOLE_MS };
    return missing;
  }

  /** Logs why this process is not ready, and once it is again; each once. */
  private tell(reason: string | undefined, error?: unknown): void {
    if (reason === this.told) return;
    this.told = reason;
    if (reason === undefined) this.logger.log('Ready.');
    else this.logger.error({ msg: `Not ready: ${reason}.`, ...(error !== undefined && { err: error }) });
  }
}
