import { Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import type pg from 'pg';
import { DataSource } from 'typeorm';
import { createDataSource } from './data-source.js';
import { Config } from './platform/config/index.js';
import {
  Backfill,
  Database,
  measurePool,
  ReadConnections,
  ReplicaConnections,
  ReplicaReads,
  SessionWrites,
  Sweeper,
} from './platform/database/index.js';
import { LIMITS } from './platform/limits.js';
import { Metrics, ObservabilityModule } from './platform/observability/index.js';
import { Realtime, RealtimeModule } from './platform/realtime/index.js';
import { RedisConnections, RedisModule } from './platform/redis/index.js';

const addressOf = (url: string, { databaseCa }: Config) => ({
  connectionString: url,
  ...(databaseCa !== undefined && { ssl: { ca: databaseCa } }),
});

/** Undefined where no replica is set: then nothing is chosen. */
function replicaReads(
  config: Config,
  primary: ReadConnections,
  realtime: Realtime,
  { commands }: RedisConnections,
  metrics: Metrics,
): ReplicaReads | undefined {
  const { databaseReplicaUrl: url, databaseConnections } = config;
  if (url === undefined) return undefined;
  const replicas = new ReplicaConnections(primary, {
    ...addressOf(url, config),
    count: databaseConnections.reads,
    longReads: Math.ceil(databaseConnections.pool * LIMITS.process.longReadsShare),
  });
  return new ReplicaReads(primary, replicas, new SessionWrites(commands), realtime, metrics);
}

@Global()
@Module({
  imports: [ObservabilityModule, RealtimeModule, RedisModule],
  providers: [
    {
      provide: DataSource,
      inject: [Config],
      useFactory: (config: Config) =>
        createDataSource({
          url: config.databaseUrl,
          ca: config.databaseCa,
          poolSize: config.databaseConnections.pool,
          forRequests: true,
        }).initialize(),
    },
    {
      provide: ReadConnections,
      inject: [Config],
      useFactory: (config: Config) =>
        new ReadConnections({
          ...addressOf(config.databaseUrl, config),
          count: config.databaseConnections.reads,
        }),
    },
    {
      provide: ReplicaReads,
      inject: [Config, ReadConnections, Realtime, RedisConnections, Metrics],
      useFactory: replicaReads,
    },
    Database,
    Sweeper,
    Backfill,
  ],
  exports: [DataSource, Database, Sweeper, Backfill],
})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(
    private readonly dataSource: DataSource,
    private readonly reads: ReadConnections,
    database: Database,
    metrics: Metrics,
    private readonly replicas?: ReplicaReads,
  ) {
    measurePool((dataSource.driver as unknown as { master: pg.Pool }).master, 'main', () => database.waiting, metrics);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.replicas?.close();
    await this.reads.close();
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}
