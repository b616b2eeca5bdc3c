import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Database, sql } from '../../platform/database/index.js';
import { migrationNames } from '../../platform/database/migrate.js';
import { RedisConnections } from '../../platform/redis/index.js';

export interface Readiness {
  ready: boolean;
  checks: { database: 'ok' | 'down'; migrations: 'ok' | 'pending' | 'unknown'; redis: 'ok' | 'degraded' | 'absent' };
}

/** Can this process serve? PostgreSQL must; Redis may be away. */
@Injectable()
export class HealthService implements OnModuleInit {
  private wanted: string[] = [];
  private leaving = false;

  constructor(
    private readonly database: Database,
    private readonly dataSource: DataSource,
    private readonly redis: RedisConnections,
  ) {}

  onModuleInit(): void {
    this.wanted = migrationNames(this.dataSource);
  }

  /** From now on not ready: load balancers look elsewhere while what is under way is served. */
  leave(): void {
    this.leaving = true;
  }

  async readiness(): Promise<Readiness> {
    const { commands } = this.redis;
    const redis = commands === undefined ? 'absent' : commands.redis.status === 'ready' ? 'ok' : 'degraded';
    try {
      const applied = await withDeadline(this.database.rows(sql<{ name: string }>`select name from migrations`));
      const names = new Set(applied.map((row) => row.name));
      const whole = this.wanted.every((name) => names.has(name));
      const checks = { database: 'ok', migrations: whole ? 'ok' : 'pending', redis } as const;
      return { ready: whole && !this.leaving, checks };
    } catch {
      return { ready: false, checks: { database: 'down', migrations: 'unknown', redis } };
    }
  }
}

/** A probe waits for its answer no longer than this. */
const PROBE_MS = 2_000;

async function withDeadline<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('PostgreSQL does not answer in time')), PROBE_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
