import { run } from './processes.js';

/** Runs seeds/run.ts as a process of its own, on the given database. Whether it may is asked by whoever calls. */
export const runSeed = (url: string, words: string[], quiet = false): Promise<void> =>
  run(process.execPath, ['--import', '@swc-node/register/esm-register', 'seeds/run.ts', ...words], {
    quiet,
    name: 'The seed',
    env: { DATABASE_URL: url, NODE_ENV: 'development', NODE_NO_WARNINGS: '1' },
  });
