import { run } from './processes.js';

/** Runs a seed of seeds/ as a process of its own, on the given database. */
export const runSeed = (name: 'run' | 'volume', url: string, words: string[] = [], quiet = false): Promise<void> =>
  run(process.execPath, ['--import', '@swc-node/register/esm-register', `seeds/${name}.ts`, ...words], {
    quiet,
    env: { DATABASE_URL: url, NODE_NO_WARNINGS: '1' },
  });
