import { Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import type pg from 'pg';
import { DataSource } from 'typeorm';
import { createDataSource } from './data-source.js';
import { Config } from './platform/config/index.js';
import { Backfill, Database, measurePool, ReadConnections, Sweeper } from './platform/database/index.js';
import { Metrics, ObservabilityModule } from './platform/observability/index.js';

@Global()
@Module({
  imports: [ObservabilityModule],
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
          connectionString: config.databaseUrl,
          ...(config.databaseCa !== undefined && { ssl: { ca: config.databaseCa } }),
          count: config.databaseConnections.reads,
        }),
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
  ) {
    measurePool((dataSource.driver as unknown as { master: pg.Pool }).master, 'main', () => database.waiting, metrics);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.reads.close();
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}
