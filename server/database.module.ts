import { Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { createDataSource } from './data-source.js';
import { Config } from './platform/config/index.js';
import { Database, Sweeper } from './platform/database/index.js';

@Global()
@Module({
  providers: [
    {
      provide: DataSource,
      inject: [Config],
      useFactory: (config: Config) =>
        createDataSource({ url: config.databaseUrl, ca: config.databaseCa, forRequests: true }).initialize(),
    },
    Database,
    Sweeper,
  ],
  exports: [DataSource, Database, Sweeper],
})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(private readonly dataSource: DataSource) {}

  async onApplicationShutdown(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}
