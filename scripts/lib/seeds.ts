import { demoAccounts } from '../../seeds/demo/accounts.js';
import { verifyPassword } from '../../server/platform/auth/index.js';
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

/** How many of the demo accounts in this database still have the password that everybody knows. */
export const countDemoAccounts = (address: Address): Promise<number> =>
  withDataSource(address, async (dataSource) => {
    const ids = demoAccounts.map(({ id }) => id);
    const rows: unknown = await dataSource.query('select id, password_hash as hash from users where id = any($1)', [
      ids,
    ]);
    const isPublic = await Promise.all(
      (rows as { id: string; hash: string }[]).map(({ id, hash }) =>
        verifyPassword(hash, demoAccounts.find((account) => account.id === id)!.password),
      ),
    );
    return isPublic.filter(Boolean).length;
  });
