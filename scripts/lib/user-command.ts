import type { Command } from './command.js';
import { run } from './processes.js';
import { withDatabase } from './with-database.js';

/** One of the hosts' commands of server/commands.ts, on the database that runs. */
export const userCommand =
  (name: string): Command =>
  (words) =>
    withDatabase(({ env }) =>
      run(
        process.execPath,
        [
          ...['--import', '@swc-node/register/esm-register', 'server/commands.ts', name],
          ...Object.entries(words).map(([key, value]) => `${key}=${value}`),
        ],
        // Nothing of it depends on the secrets: the ones for development will do.
        {
          env: { ...env, NODE_ENV: 'development', NODE_NO_WARNINGS: '1' },
          name: `make ${name}`,
        },
      ),
    );
