import { demoAccounts } from '../../seeds/demo/accounts.js';
import type { Address, OpenDatabase } from './database.js';
import { withDataSource } from './migrations.js';
import { run } from './processes.js';

/** Runs seeds/run.ts as a process of its own, on the given database. Whether it may is asked by whoever calls. */
export const runSeed = ({ env }: Pick<OpenDatabase, 'env'>, words: string[], quiet = false): Promise<void> =>
  run(process.execPath, ['--import', '@swc-node/register/esm-register', 'seeds/run.ts', ...words], {
    quiet,
    name: 'The seed',
    env: { ...env, NODE_ENV: 'development', NODE_NO_WARNINGS: '1' },
  });

/** How many of the demo accounts, whose passwords are public, are in this database. */
export const countDemoAccounts = (address: Address): Promise<number> =>
  withDataSource(address, async (dataSource) => {
    const ids = demoAccounts.map(({ id }) => id);
    const rows: unknown = await dataSource.query('select count(*)::int as count from users where id = any($1)', [ids]);
    return (rows as [{ count: number }])[0].count;
  });
