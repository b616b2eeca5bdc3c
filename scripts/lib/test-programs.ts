import { Mendable } from './command.js';
import { onPath } from './on-path.js';
import { run } from './processes.js';

interface Program {
  /** Where tests find its path. */
  variable: string;
  names: string[];
  /** Debian's packages with it, the best one first. */
  packages: [string, ...string[]];
  what: string;
}

const redis: Program = {
  variable: 'TEST_REDIS_SERVER',
  names: ['redis-server'],
  packages: ['redis-server'],
  what: 'the tests against a real Redis',
};

const nginx: Program = {
  variable: 'TEST_NGINX',
  names: ['nginx'],
  packages: ['nginx'],
  what: 'the tests of the frontend’s nginx',
};

/** Without a window, Chromium opens a page in a third of the time. */
const chromium: Program = {
  variable: 'TEST_CHROMIUM',
  names: ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
  packages: ['chromium-headless-shell', 'chromium'],
  what: 'the tests in a real browser',
};

const postgres: Program = {
  variable: 'TEST_PG_DUMP',
  names: ['pg_dump'],
  packages: ['postgresql'],
  what: 'the tests of dumps and of their way back',
};

const neededBy = {
  server: [redis, nginx],
  client: [],
  browser: [chromium],
  chart: [postgres],
  'chart-deep': [],
} as const;

/**
 * Finds the programs the tests need, by the package manager where that is possible (Debian, as root). What cannot be had
 * is said loudly; its tests are skipped.
 * @returns the variables for the tests
 * @throws Mendable when CI=true and something cannot be had
 */
export async function findTestPrograms(projects: (keyof typeof neededBy)[]): Promise<Record<string, string>> {
  const env: Record<string, string> = {};
  for (const program of projects.flatMap((project) => neededBy[project])) {
    const path = process.env[program.variable] || onPath(program.names) || (await install(program));
    env[program.variable] = path ?? '';
    if (path) continue;
    const words = `${program.names[0]} is missing: ${program.what} cannot run. Install it (Debian: apt-get install ${program.packages[0]}) or name it in ${program.variable}.`;
    if (process.env.CI === 'true') throw new Mendable(words);
    console.warn(`\n  !!! ${words} They are SKIPPED now.\n`);
  }
  return env;
}

async function install({ names, packages }: Program): Promise<string | undefined> {
  if (process.getuid?.() !== 0 || !onPath(['apt-get'])) return undefined;
  // RUNLEVEL=1: the package is wanted for its program, not as a service of this machine.
  const options = { quiet: true, env: { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' } };
  await run('apt-get', ['update'], options).catch((error: Error) => console.warn(error.message));
  for (const name of packages) {
    console.log(`  … ${names[0]} is missing: installing Debian's package (apt-get install ${name})`);
    try {
      await run('apt-get', ['install', '-y', '--no-install-recommends', name], options);
      return onPath(names);
    } catch (error) {
      console.warn((error as Error).message);
    }
  }
  return undefined;
}
