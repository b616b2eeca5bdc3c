import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readlink, realpath, rm, symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { findBinaries, isOpenToOthers, SHARED_HOME, unprivilegedAccount } from './embedded-postgres/binaries.js';
import {
  type ClusterOptions,
  findRunning,
  initialise,
  isInitialised,
  prepareParent,
  type Running,
  start,
  stop,
  urlOf,
  waitUntilReady,
} from './embedded-postgres/cluster.js';
import { Users, withLock } from './embedded-postgres/users.js';
import { replaceFile } from './lib/whole-file.js';

export interface AcquireOptions {
  /** Where everything of this server is kept; made when missing. The data lies in `<dir>/postgres`. */
  dir: string;
  /** The database of the URL; made when missing. */
  database?: string;
  /** Settings of the server, e.g. `{ fsync: 'off' }`; used by the command that starts it. */
  settings?: Record<string, string>;
  /** Called before something that takes a while. */
  onProgress?: (message: string) => void;
}

export interface AcquiredPostgres {
  url: string;
  /** Whether this call started the server, rather than joining one that ran. */
  started: boolean;
  /** Leaves the server; the last user that leaves stops it. May be called twice. */
  release: () => Promise<void>;
}

interface Secrets {
  password: string;
  port?: number;
}

/**
 * PostgreSQL from npm's binaries, on a free port of 127.0.0.1, shared by all commands that name the same directory.
 * The first one starts it, later ones join, the last one to release it stops it; a server whose users were all killed
 * is joined by the next command.
 */
export async function acquirePostgres(options: AcquireOptions): Promise<AcquiredPostgres> {
  const dir = resolve(options.dir);
  await mkdir(dir, { recursive: true });
  const users = new Users(join(dir, 'users'));
  const lock = join(dir, 'postgres.lock');
  const leave = await users.join();
  try {
    const { running, password, started } = await withLock(lock, () => startOrJoin(dir, options));
    await createDatabase(urlOf(running.port, password, 'postgres'), options.database ?? 'wander');
    let released: Promise<void> | undefined;
    const release = () => (released ??= leaveAndStop(lock, users, leave, running));
    return { url: urlOf(running.port, password, options.database ?? 'wander'), started, release };
  } catch (error) {
    await leave();
    const running = await findRunning(join(dir, 'postgres')).catch(() => undefined);
    if (running) await leaveAndStop(lock, users, leave, running);
    throw error;
  }
}

/** Stops the server in the directory if all of its users are dead, e.g. after `kill -9`. */
export async function stopOrphan(dir: string): Promise<boolean> {
  const users = new Users(join(dir, 'users'));
  if (!existsSync(dir) || (await users.count()) > 0) return false;
  const running = await findRunning(join(dir, 'postgres'));
  if (running) await stop(running);
  return true;
}

/** Removes a stopped server and its data. */
export async function removeServer(dir: string): Promise<void> {
  const outside = await readlink(join(dir, 'postgres')).catch(() => undefined);
  if (outside?.startsWith(SHARED_HOME)) await rm(outside, { recursive: true, force: true });
  await rm(dir, { recursive: true, force: true });
}

async function leaveAndStop(lock: string, users: Users, leave: () => Promise<void>, running: Running): Promise<void> {
  await withLock(lock, async () => {
    await leave();
    if ((await users.count()) === 0) await stop(running);
  });
}

async function startOrJoin(
  dir: string,
  options: AcquireOptions,
): Promise<{ running: Running; password: string; started: boolean }> {
  const secretsFile = join(dir, 'postgres.json');
  const account = await unprivilegedAccount();
  const data = await placeOfData(dir, account !== undefined);
  const secrets = await readSecrets(secretsFile);
  if (secrets && isInitialised(data)) {
    const running = await findRunning(data);
    if (running && (await waitUntilReady(running, secrets.password))) {
      return { running, password: secrets.password, started: false };
    }
  }
  const binaries = await findBinaries(account);
  const password = secrets?.password ?? randomBytes(24).toString('hex');
  const cluster: ClusterOptions = {
    data,
    log: join(dir, 'postgres.log'),
    binaries,
    account,
    password,
    settings: options.settings ?? {},
  };
  if (!isInitialised(data)) {
    options.onProgress?.('making a PostgreSQL cluster');
    await writeSecrets(secretsFile, { password });
    await initialise(cluster);
  } else if (!secrets) {
    throw new Error(
      `${secretsFile} is missing, and with it the password of ${data}. Restore it, or remove both to begin with an empty database.`,
    );
  }
  await refuseOtherVersion(data, binaries.major);
  const running = await start(cluster, secrets?.port);
  await writeSecrets(secretsFile, { password, port: running.port });
  return { running, password, started: true };
}

/**
 * `<dir>/postgres`, or the place it links to. The account that root drops to cannot walk into a private checkout
 * (e.g. under /root): the data then lies in /var/lib/wander.
 */
async function placeOfData(dir: string, asRoot: boolean): Promise<string> {
  const data = join(dir, 'postgres');
  const target = await readlink(data).catch(() => undefined);
  if (target !== undefined) {
    await prepareParent(SHARED_HOME);
    return target;
  }
  if (!asRoot || existsSync(data) || (await isOpenToOthers(await realpath(dir)))) return data;
  await prepareParent(SHARED_HOME);
  const outside = join(SHARED_HOME, `data-${createHash('sha256').update(dir).digest('hex').slice(0, 12)}`);
  await rm(outside, { recursive: true, force: true });
  await symlink(outside, data);
  return outside;
}

async function readSecrets(file: string): Promise<Secrets | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as Secrets);
}

const writeSecrets = (file: string, secrets: Secrets) => replaceFile(file, JSON.stringify(secrets));

async function refuseOtherVersion(data: string, major: string): Promise<void> {
  const found = (await readFile(join(data, 'PG_VERSION'), 'utf8')).trim();
  if (found === major) return;
  throw new Error(
    `${data} was written by PostgreSQL ${found}, and this is ${major}. Dump it with the older version and load it here, or remove the directory to begin anew.`,
  );
}

async function createDatabase(adminUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(name)}`);
  } catch (error) {
    // Another command made it at the same moment.
    if ((error as { code?: string }).code !== '42P04' && (error as { code?: string }).code !== '23505') throw error;
  } finally {
    await client.end();
  }
}
