import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Account, Binaries } from './binaries.js';
import { isAlive } from './users.js';

export interface ClusterOptions {
  /** The data directory: an absolute path that the account can reach. */
  data: string;
  /** Where the server writes what it has to say. */
  log: string;
  binaries: Binaries;
  account: Account | undefined;
  password: string;
  settings: Record<string, string>;
}

export const SUPERUSER = 'wander';

const privileges = (account: Account | undefined) => (account ? { uid: account.uid, gid: account.gid } : {});
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Makes an empty cluster. It appears under its name only when whole, so that an interrupted start leaves no ruin. */
export async function initialise({ data, binaries, account, password }: ClusterOptions): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'wander-initdb-'));
  const draft = `${data}.new`;
  try {
    const passwordFile = join(scratch, 'password');
    await writeFile(passwordFile, password, { mode: 0o600 });
    await rm(draft, { recursive: true, force: true });
    await mkdir(draft, { mode: 0o700 });
    if (account) for (const path of [scratch, passwordFile, draft]) await chown(path, account.uid, account.gid);
    await run(
      binaries.initdb,
      [
        ...['--pgdata', draft, '--username', SUPERUSER, '--pwfile', passwordFile, '--auth', 'scram-sha-256'],
        ...['--encoding', 'UTF8', '--locale', 'C', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8'],
        ...['--text-search-config', 'english', '--no-sync', '--no-instructions'],
      ],
      account,
    );
    await rename(draft, data);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function run(command: string, args: string[], account: Account | undefined): Promise<void> {
  const child = spawn(command, args, {
    ...privileges(account),
    cwd: '/',
    env: { PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A Ctrl-C meant for us must not tear a half-made cluster apart.
    detached: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`${command} failed (${code}):\n${output}`)),
    );
  });
}

export interface Running {
  pid: number;
  port: number;
}

interface Written extends Running {
  directory: string;
}

const pidFileOf = (data: string) => join(data, 'postmaster.pid');

/** How the server of this data directory wrote itself down when it started. */
async function readPidFile(data: string): Promise<Written | undefined> {
  const lines = (await readFile(pidFileOf(data), 'utf8').catch(() => '')).split('\n');
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  return pid > 0 && port > 0 ? { pid, port, directory: lines[1]! } : undefined;
}

/** The command of a process, and a space; undefined where it cannot be read. */
function commandOf(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    // Only Linux has it.
  }
  const { status, stdout } = spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  return status === 0 ? `${stdout.trim()} ` : undefined;
}

/** Whether the number has since been given to another process, as after the machine was switched off. */
function isAnother({ pid, directory }: Written): boolean {
  const command = isAlive(pid) ? commandOf(pid) : undefined;
  if (command === undefined) return false;
  const isOfOtherData = command.includes(' -D ') && !command.includes(` -D ${directory} `);
  return isOfOtherData || !/(^|\/)postgres /.test(command);
}

/** The server of this data directory, if it lives. */
export async function findRunning(data: string): Promise<Running | undefined> {
  const written = await readPidFile(data);
  return written && isAlive(written.pid) && !isAnother(written) ? written : undefined;
}

export const urlOf = (port: number, password: string, database: string) =>
  `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;

async function answers(port: number, password: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: urlOf(port, password, 'postgres'), connectionTimeoutMillis: 2000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Waits until the server answers, for 60 s at most: after a crash it first replays its log. */
export async function waitUntilReady({ pid, port }: Running, password: string): Promise<boolean> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await pause(30)) {
    if (await answers(port, password)) return true;
    if (!isAlive(pid)) return false;
  }
  return false;
}

/**
 * Starts the server on loopback and waits until it answers.
 * @throws with the tail of the server's log when it does not come up.
 */
export async function start(options: ClusterOptions, preferredPort: number | undefined): Promise<Running> {
  const written = await readPidFile(options.data);
  // PostgreSQL would take the other process for itself.
  if (written && isAnother(written)) await rm(pidFileOf(options.data));
  for (const port of [preferredPort, await freePort(), await freePort()]) {
    if (port === undefined) continue;
    const running = await launch(options, port);
    if (await waitUntilReady(running, options.password)) return running;
  }
  const log = await readFile(options.log, 'utf8').catch(() => '');
  throw new Error(
    `The embedded PostgreSQL did not start. The end of ${options.log}:\n${log.split('\n').slice(-12).join('\n')}`,
  );
}

async function launch({ data, log, binaries, account, settings }: ClusterOptions, port: number): Promise<Running> {
  const all = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    timezone: 'UTC',
    ...settings,
  };
  const file = await open(log, 'a', 0o600);
  try {
    const child = spawn(
      binaries.postgres,
      ['-D', data, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      {
        ...privileges(account),
        cwd: '/',
        env: { PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC' },
        stdio: ['ignore', file.fd, file.fd],
        // Its own session: the Ctrl-C of one user must not stop what others use.
        detached: true,
      },
    );
    await new Promise<void>((resolve, reject) => child.once('spawn', resolve).once('error', reject));
    child.unref();
    return { pid: child.pid ?? 0, port };
  } finally {
    await file.close();
  }
}

/** Stops the server: politely for 10 s, then at once (what is committed stays either way). */
export async function stop({ pid }: Running): Promise<void> {
  for (const [signal, patience] of [
    ['SIGINT', 10_000],
    ['SIGQUIT', 5000],
  ] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    for (const deadline = Date.now() + patience; Date.now() < deadline; await pause(20)) if (!isAlive(pid)) return;
  }
}

/** A directory for the cluster that belongs to the account that will run it. */
export async function prepareParent(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  if (process.getuid?.() === 0) await chmod(directory, 0o755);
}

export const isInitialised = (data: string) => existsSync(join(data, 'PG_VERSION'));
