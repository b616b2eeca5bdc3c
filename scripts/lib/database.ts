import { readFileSync } from 'node:fs';
import pg from 'pg';
import { acquirePostgres } from '../embedded-postgres.js';
import { Mendable } from './command.js';
import { stateDirectory } from './project.js';

/** How a command itself reaches the database: past a pooler, for migrations and seeds hold locks and move much. */
export interface Address {
  url: string;
  /** PEM text of the authority that signed the database's certificate. */
  ca?: string | undefined;
}

export interface OpenDatabase {
  address: Address;
  /** The variables by which a program that is started reaches the same database. */
  env: NodeJS.ProcessEnv;
  /** How people call it, without the password. */
  description: string;
  release: () => Promise<void>;
}

/** A database that cannot be used, and what to do about it. */
export class Unusable extends Mendable {
  constructor(
    readonly found: string,
    readonly mend: string,
  ) {
    super(`${found}. ${mend}.`);
  }
}

const OWN_INSTEAD = 'Without DATABASE_URL Wander starts one of its own';
const CONNECT_MS = 10_000;

const portOf = (host: string, port: number): string => (host.startsWith('/') ? host : `${host}:${port}`);

/** Without the password. */
export function describe(url: string): string {
  const { user, host, port, database } = new pg.Client({ connectionString: url });
  return `${user ? `${user}@` : ''}${portOf(host, port)}/${database}`;
}

/** Whether the URL leads to this machine. */
export function isLocal(url: string): boolean {
  const { host } = new pg.Client({ connectionString: url });
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127\./.test(host) || host.startsWith('/');
}

function fileOf(variable: string): string | undefined {
  const file = process.env[variable];
  if (!file) return undefined;
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new Mendable(`${variable} cannot be read: ${(error as Error).message}`);
  }
}

function urlOf(variable: string): string | undefined {
  const url = process.env[variable] || fileOf(`${variable}_FILE`);
  if (!url) return undefined;
  // Not repeated here: it may hold a password.
  if (!/^postgres(ql)?:\/\//.test(url) || !isParsed(url))
    throw new Unusable(
      `${variable} is no address of a PostgreSQL`,
      'It looks like postgres://user:password@host:5432/database',
    );
  return url;
}

function isParsed(url: string): boolean {
  try {
    return Boolean(new pg.Client({ connectionString: url }));
  } catch {
    return false;
  }
}

/** The database that the environment names, by DATABASE_URL or a file that holds it. */
export function namedDatabase(): Address | undefined {
  const url = urlOf('DATABASE_URL');
  return url ? { url: urlOf('DATABASE_DIRECT_URL') ?? url, ca: fileOf('DATABASE_CA_FILE') } : undefined;
}

/** The replica of that database, likewise. */
export function namedReplica(): Address | undefined {
  const url = namedDatabase() && urlOf('DATABASE_REPLICA_URL');
  return url ? { url, ca: fileOf('DATABASE_CA_FILE') } : undefined;
}

export const clientOf = ({ url, ca }: Address): pg.Client =>
  new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS, ...(ca ? { ssl: { ca } } : {}) });

/** The database of DATABASE_URL, else the embedded one: joined when it runs, started when not. */
export async function openDatabase(): Promise<OpenDatabase> {
  const address = namedDatabase();
  if (address) {
    await requireAnswer(address);
    return { address, env: {}, description: describe(address.url), release: async () => undefined };
  }
  const postgres = await acquirePostgres({
    dir: stateDirectory,
    onProgress: (message) => console.log(`  … ${message}`),
  }).catch((error: Error & { code?: string }) => {
    // Its own refusals say what to do; what the system refuses has a code.
    throw error.code === undefined ? new Mendable(error.message) : error;
  });
  return {
    address: { url: postgres.url },
    env: {
      ...{ DATABASE_URL: postgres.url, DATABASE_DIRECT_URL: '', DATABASE_DIRECT_URL_FILE: '', DATABASE_CA_FILE: '' },
      ...{ DATABASE_REPLICA_URL: '', DATABASE_REPLICA_URL_FILE: '' },
    },
    description: `embedded PostgreSQL, ${postgres.started ? 'started' : 'joined'} (data in .wander/postgres)`,
    release: postgres.release,
  };
}

/** @throws Unusable when the database does not let us in, with what to do */
async function requireAnswer(address: Address): Promise<void> {
  const client = clientOf(address);
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    const { message, code } = error as Error & { code?: string };
    throw new Unusable(`The database ${describe(address.url)} cannot be used: ${message || code}`, mendOf(code));
  } finally {
    await client.end().catch(() => undefined);
  }
}

function mendOf(code = ''): string {
  if (code === '3D000') return 'Make that database, or name another one in DATABASE_URL';
  if (code.startsWith('28')) return 'Mend the user or the password in DATABASE_URL';
  if (/CERT|TLS|SSL|ISSUER/.test(code)) return 'Name the authority that signed its certificate in DATABASE_CA_FILE';
  return `Is it running where DATABASE_URL says? ${OWN_INSTEAD}`;
}
