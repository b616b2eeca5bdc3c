import type { QueryFailedError } from 'typeorm';
import { createDataSource } from '../../server/data-source.js';
import { databaseProblem } from '../../server/platform/database/errors.js';
import { migrate } from '../../server/platform/database/migrate.js';
import { fillGazetteer } from '../../server/modules/places/gazetteer.js';
import { Mendable } from './command.js';
import type { Address } from './database.js';
import { step } from './progress.js';

type DataSource = ReturnType<typeof createDataSource>;

/** Runs `work` with a DataSource on the database. @throws Mendable when the database goes away */
export async function withDataSource<T>(
  { url, ca }: Address,
  work: (dataSource: DataSource) => Promise<T>,
): Promise<T> {
  const dataSource = createDataSource({ url, ca, poolSize: 2, applicationName: 'wander make' });
  try {
    await dataSource.initialize();
    return await work(dataSource);
  } catch (error) {
    const problem = databaseProblem(error);
    throw problem === undefined ? error : new Mendable(problem);
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
  }
}

/** Applies what is pending. @returns the names of what was applied */
export const migrateUp = (address: Address): Promise<string[]> => run(address, 'up');

/** Applies what is pending, and fills the gazetteer where it is empty; tells of both as steps. */
export async function prepareDatabase(address: Address): Promise<void> {
  await step('migrations', () => migrateUp(address), appliedOrNot);
  await step(
    'towns',
    () => withDataSource(address, (dataSource) => fillGazetteer(dataSource)),
    (count) => (count === 0 ? 'nothing to do' : `${count} of GeoNames`),
  );
}

/** Takes back the migration that was applied last. @returns its name, if there was one */
export const migrateDown = (address: Address): Promise<string[]> => run(address, 'down');

/** @throws Mendable with the database's words and the line they are about; which migration it was stands above */
const run = (address: Address, direction: 'up' | 'down'): Promise<string[]> =>
  withDataSource(address, (dataSource) =>
    migrate(dataSource, address.url, direction).catch((error: unknown) => {
      if (databaseProblem(error) !== undefined) throw error;
      const unknown = /^No migration (\S+) was found/.exec((error as Error).message)?.[1];
      throw new Mendable(
        unknown
          ? `${unknown} was applied, and these sources do not have it: take it back with those that do, or make reset.`
          : `${describe(error as Error)}\nNothing of this migration stays. Mend it and try again.`,
      );
    }),
  );

function describe(error: Error & Partial<QueryFailedError>): string {
  const { position, detail } = (error.driverError ?? {}) as { position?: string; detail?: string };
  const lines = (error.query ?? '').slice(0, Number(position)).split('\n').length;
  const line = position ? error.query?.split('\n')[lines - 1]?.trim() : undefined;
  return [error.message, detail, line && `  in: ${line}`].filter(Boolean).join('\n');
}

export const appliedOrNot = (applied: string[]): string =>
  applied.length === 0 ? 'nothing to do' : `applied ${applied.join(', ')}`;
