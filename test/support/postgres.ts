import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { migrateUp } from '../../scripts/lib/migrations.js';
import { startTemporaryPostgres } from '../../scripts/lib/temporary-postgres.js';
import { until } from './live.js';
import { freePort } from './ports.js';

/** Of a server that has replicas. */
export const REPLICATED = { wal_level: 'replica', max_wal_senders: '5', synchronous_commit: 'on' };

/** A real PostgreSQL of a test's own, with a migrated database, which can be hung, ended and begun again. */
export class PostgresServer {
  private restarted: ChildProcess | undefined;

  private constructor(
    readonly url: string,
    private readonly directory: string,
    private readonly command: readonly string[],
    private readonly owner: { uid: number; gid: number },
    private readonly remove: () => Promise<void>,
  ) {}

  static async start(settings: Readonly<Record<string, string>> = {}): Promise<PostgresServer> {
    const { url, stop } = await startTemporaryPostgres(settings);
    const [row] = await ask<{ directory: string }>(url, `select current_setting('data_directory') as directory`);
    await ask(url, 'create database own');
    const own = new URL(url);
    own.pathname = '/own';
    await migrateUp({ url: own.href });
    const { directory } = row!;
    const pid = postmasterOf(directory)!;
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const idOf = (kind: 'Uid' | 'Gid') => Number(new RegExp(`^${kind}:\\s+(\\d+)`, 'm').exec(status)![1]);
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1);
    return new PostgresServer(own.href, directory, command, { uid: idOf('Uid'), gid: idOf('Gid') }, stop);
  }

  /** A streaming replica of it, which has been started with `REPLICATED`. The npm package has no pg_basebackup. */
  async replicate(): Promise<PostgresServer> {
    const { directory, owner, command } = this;
    const { username, password, port } = new URL(this.url);
    const url = new URL(this.url);
    url.port = String(await freePort());
    const copy = `${directory}-${url.port}`;
    const client = new pg.Client({ connectionString: this.url });
    await client.connect();
    await client.query(`select pg_backup_start('replica', true)`);
    spawnSync('cp', ['-a', directory, copy]);
    const { rows } = await client.query<{ label: string }>('select labelfile as label from pg_backup_stop()');
    await client.end();
    rmSync(join(copy, 'postmaster.pid'));
    for (const [name, text] of Object.entries({ 'standby.signal': '', backup_label: rows[0]!.label })) {
      writeFileSync(join(copy, name), text);
      chownSync(join(copy, name), owner.uid, owner.gid);
    }
    const own = command.map((word) =>
      word === directory ? copy : word === `port=${port}` ? `port=${url.port}` : word,
    );
    const conninfo = `host=127.0.0.1 port=${port} user=${username} password=${password}`;
    const remove = async () => rmSync(copy, { recursive: true, force: true });
    const replica = new PostgresServer(url.href, copy, [...own, '-c', `primary_conninfo=${conninfo}`], owner, remove);
    await replica.restart();
    return replica;
  }

  /** It neither answers nor ends, as on a disk that hangs. */
  hang(): void {
    for (const pid of this.processes) signal(pid, 'SIGSTOP');
  }

  resume(): void {
    for (const pid of this.processes) signal(pid, 'SIGCONT');
  }

  /** Ends it as a crash does. */
  async crash(): Promise<void> {
    const pids = this.processes;
    for (const pid of pids) signal(pid, 'SIGKILL');
    await until(() => pids.every((pid) => !isRunning(pid)));
  }

  async restart(): Promise<void> {
    const [program, ...args] = this.command;
    this.restarted = spawn(program!, args, { ...this.owner, stdio: 'ignore' });
    await until(() =>
      ask(this.url, 'select 1').then(
        () => true,
        () => false,
      ),
    );
  }

  /** Runs a statement over a connection of its own. */
  ask<Row extends pg.QueryResultRow>(text: string): Promise<Row[]> {
    return ask(this.url, text);
  }

  async close(): Promise<void> {
    this.resume();
    if (this.restarted) {
      const ended = new Promise((resolve) => this.restarted!.once('exit', resolve));
      this.restarted.kill('SIGINT');
      await ended;
    }
    await this.remove();
  }

  /** The server and those that it made. */
  private get processes(): number[] {
    const pid = postmasterOf(this.directory);
    return pid === undefined ? [] : [pid, ...childrenOf(pid)];
  }
}

/** To a process that may have ended by now, as a connection does. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function postmasterOf(directory: string): number | undefined {
  const file = join(directory, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  return isRunning(pid) ? pid : undefined;
}

const childrenOf = (parent: number): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => statOf(pid)?.parent === parent);

const isRunning = (pid: number): boolean => ![undefined, 'Z', 'X'].includes(statOf(pid)?.state);

/** Undefined for a process that is gone. */
function statOf(pid: number): { state: string; parent: number } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, parent] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state: state!, parent: Number(parent) };
  } catch {
    return undefined;
  }
}

async function ask<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}
