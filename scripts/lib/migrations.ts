import { createDataSource } from '../../server/data-source.js';
import { migrate } from '../../server/platform/database/migrate.js';

type DataSource = ReturnType<typeof createDataSource>;

/** Runs `work` with a DataSource on the database. */
export async function withDataSource<T>(url: string, work: (dataSource: DataSource) => Promise<T>): Promise<T> {
  const dataSource = await createDataSource({ url, poolSize: 2, applicationName: 'wander make' }).initialize();
  try {
    return await work(dataSource);
  } finally {
    await dataSource.destroy();
  }
}

/** Applies what is pending. @returns the names of what was applied */
export const migrateUp = (url: string): Promise<string[]> =>
  withDataSource(url, (dataSource) => migrate(dataSource, url));

/** Takes back the migration that was applied last. */
export const migrateDown = (url: string): Promise<string[]> =>
  withDataSource(url, (dataSource) => migrate(dataSource, url, 'down'));

export const appliedOrNot = (applied: string[]): string =>
  applied.length === 0 ? 'nothing to do' : `applied ${applied.join(', ')}`;
