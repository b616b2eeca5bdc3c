import { readFileSync } from 'node:fs';
import { acquirePostgres } from '../embedded-postgres.js';
import { stateDirectory } from './project.js';

export interface OpenDatabase {
  url: string;
  /** How people call it, without the password. */
  description: string;
  release: () => Promise<void>;
}

/** Without the password. */
export function describe(url: string): string {
  const { host, pathname, username } = new URL(url);
  return `${username ? `${username}@` : ''}${host}${pathname}`;
}

/** The database that the environment names, by DATABASE_URL or a file that holds it. */
export function namedDatabase(): string | undefined {
  const { DATABASE_URL: url, DATABASE_URL_FILE: file } = process.env;
  return url || (file ? readFileSync(file, 'utf8').trim() : undefined);
}

/** The database of DATABASE_URL, else the embedded one: joined when it runs, started when not. */
export async function openDatabase(): Promise<OpenDatabase> {
  const url = namedDatabase();
  if (url) return { url, description: describe(url), release: async () => undefined };
  const postgres = await acquirePostgres({
    dir: stateDirectory,
    onProgress: (message) => console.log(`  … ${message}`),
  });
  return {
    url: postgres.url,
    description: `embedded PostgreSQL, ${postgres.started ? 'started' : 'joined'} (data in .wander/postgres)`,
    release: postgres.release,
  };
}

/** Whether the URL leads to this machine. */
export function isLocal(url: string): boolean {
  const host = new URL(url).hostname;
  return host === '' || host === 'localhost' || host === '[::1]' || /^127\./.test(host) || host.startsWith('%2F');
}
