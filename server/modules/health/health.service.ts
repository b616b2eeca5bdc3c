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
      const applied = await this.database.rowsForProbe(sql<{ name: string }>`select name from migrations`);
      const names = new Set(applied.map((row) => row.name));
      const whole = this.wanted.every((name) => names.has(name));
      const checks = { database: 'ok', migrations: whole ? 'ok' : 'pending', redis } as const;
      return { ready: whole && !this.leaving, checks };
    } catch {
      return { ready: false, checks: { database: 'down', migrations: 'unknown', redis } };
    }
  }
}
