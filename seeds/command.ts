import { parseArgs } from 'node:util';
import pg from 'pg';
import type { Config } from '../server/platform/config/index.js';
import { demoAccounts } from './demo/accounts.js';
import { seedDemo } from './demo/seed-demo.js';
import { seedVolume } from './volume/seed-volume.js';

export const HELP = `Seeds. DATABASE_URL and the secrets as for the server.

  demo                    5 people and 8 stories; what is there already stays as it is
  volume posts=200000     stories by 10,000 writers, for measuring
  force=1                 even with NODE_ENV=production: the passwords of the demo are known to everyone

Options can also be written as --posts=200000 and --force.`;

/** A mistake of whoever types: said without a stack. */
export class UsageError extends Error {}

const MAX_POSTS = 5_000_000;

interface Arguments {
  command: 'demo' | 'volume';
  posts: number;
  force: boolean;
}

/** @throws UsageError */
export function readArguments(words: string[]): Arguments {
  const args = words.map((word) => (/^(posts|force)=/.test(word) ? `--${word}` : word));
  const forced = args.map((word) => (word === '--force' ? '--force=1' : word)).filter((word) => word !== '--force=');
  let parsed;
  try {
    parsed = parseArgs({
      args: forced,
      allowPositionals: true,
      options: { posts: { type: 'string' }, force: { type: 'string' } },
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${HELP}`);
  }
  const { positionals, values } = parsed;
  const [command, ...more] = positionals;
  if ((command !== 'demo' && command !== 'volume') || more.length > 0) throw new UsageError(HELP);
  const posts = Number(values.posts ?? 200_000);
  if (!Number.isInteger(posts) || posts < 1 || posts > MAX_POSTS)
    throw new UsageError(`posts must be a whole number from 1 to ${MAX_POSTS}.`);
  return { command, posts, force: values.force !== undefined && values.force !== '0' };
}

/**
 * @param say told what happens, a line at a time
 * @throws UsageError for words that are none of ours, and in production unless forced
 */
export async function seed(config: Config, words: string[], say: (line: string) => void): Promise<void> {
  const { command, posts, force } = readArguments(words);
  if (config.isProduction && !force)
    throw new UsageError(
      'This is production, and the passwords of the demo are known to everyone. force=1 seeds anyway.',
    );
  const client = new pg.Client({
    connectionString: config.databaseDirectUrl,
    connectionTimeoutMillis: 10_000,
    application_name: 'wander-seeds',
    ...(config.databaseCa === undefined ? {} : { ssl: { ca: config.databaseCa } }),
  });
  // A connection that is lost between two statements makes the next one fail; it need not end the process by itself.
  client.on('error', () => undefined);
  await client.connect();
  try {
    if (command === 'volume') await seedVolume(client, { posts, say });
    else {
      const { accounts, stories } = await seedDemo(client);
      say(`New: ${accounts} of ${demoAccounts.length} people, ${stories} stories. What was there stays as it was.`);
    }
  } finally {
    await client.end();
  }
}
