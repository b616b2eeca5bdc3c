import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { unprivilegedAccount } from '../../scripts/embedded-postgres/binaries.js';
import { describeWith } from '../support/describe-with.js';
import { chart } from './support.js';

const pgDump = process.env.TEST_PG_DUMP;
const DEBIAN = '/usr/lib/postgresql';

/** Where the server's programs are; Debian keeps them apart from the clients'. */
function serverPrograms(): string | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...(pgDump ? [dirname(pgDump)] : []), ...versions.map((version) => join(DEBIAN, version, 'bin'))];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'pg_restore')));
}

const programs = serverPrograms();

/** The scripts as the pods run them, on a server with a role like theirs. */
const missing = 'there is no PostgreSQL server with its clients (TEST_PG_DUMP names its pg_dump)';
describeWith(programs !== undefined, missing, 'dumps', () => {
  let folder = '';
  let account: { uid: number; gid: number } | undefined;
  const backups = () => join(folder, 'backups');

  const call = async (program: string, args: string[], env: Record<string, string> = {}) =>
    promisify(execFile)(program, args, {
      cwd: folder,
      ...(account && { uid: account.uid, gid: account.gid }),
      env: { PATH: `${programs}:${process.env.PATH}`, PGHOST: folder, PGUSER: 'wander', PGDATABASE: 'wander', ...env },
    }).then(
      ({ stdout, stderr }) => ({ code: 0, out: stdout + stderr }),
      ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, out: stdout + stderr }),
    );

  const sql = async (text: string, user = 'wander', database = 'wander'): Promise<string> => {
    const args = ['--no-psqlrc', '--quiet', '--tuples-only', '--no-align', '--set=ON_ERROR_STOP=1', '--command', text];
    const { code, out } = await call('psql', args, { PGUSER: user, PGDATABASE: database });
    if (code !== 0) throw new Error(out);
    return out.replace(/^(NOTICE|DETAIL|drop cascades).*\n/gm, '').trim();
  };

  const script = async (name: 'backup' | 'restore', env: Record<string, string>) => {
    const text = readFileSync(join(chart, 'files', `${name}.sh`), 'utf8')
      .replaceAll('/tmp/', `${folder}/tmp/`)
      .replaceAll('/backups', backups())
      .replaceAll('/run/secrets/postgresql', `${folder}/secrets`);
    return call('bash', ['-c', text], env);
  };
  const backup = (env: Record<string, string> = {}) => script('backup', { KEEP: '3', PATIENCE: '1', ...env });
  const there = () => readdirSync(backups()).sort();
  /** @returns the name of what it wrote */
  const written = async (env?: Record<string, string>): Promise<string> => {
    const { out } = await backup(env);
    return /written: .*\/(\S+\.dump)/.exec(out)?.[1] ?? out;
  };

  beforeAll(async () => {
    account = await unprivilegedAccount();
    folder = await mkdtemp(join(tmpdir(), 'wander-dumps-'));
    for (const name of ['tmp', 'secrets', 'backups']) await mkdir(join(folder, name));
    await writeFile(join(folder, 'secrets/password'), 'not asked for');
    if (account) for (const name of ['.', 'tmp', 'backups']) await chown(join(folder, name), account.uid, account.gid);
    await chmod(folder, 0o755);
    await call('initdb', ['--pgdata', 'data', '--username', 'postgres', '--auth', 'trust', '--no-sync']);
    const settings = `-c listen_addresses= -c unix_socket_directories=${folder} -c fsync=off`;
    const { code, out } = await call('pg_ctl', ['-D', 'data', '-o', settings, '-l', 'log', '-w', 'start']);
    if (code !== 0) throw new Error(out);
    await sql('CREATE ROLE wander LOGIN', 'postgres', 'postgres');
  }, 120_000);

  afterAll(async () => {
    await call('pg_ctl', ['-D', 'data', '-m', 'immediate', '-w', 'stop']);
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  beforeEach(async () => {
    for (const name of there()) await rm(join(backups(), name));
    await sql('DROP DATABASE IF EXISTS wander WITH (FORCE)', 'postgres', 'postgres');
    await sql('CREATE DATABASE wander OWNER wander', 'postgres', 'postgres');
    await sql(`CREATE EXTENSION unaccent; CREATE EXTENSION pg_trgm; CREATE TABLE migrations (name text);
      CREATE TABLE users (name text PRIMARY KEY); CREATE INDEX ON users USING gin (name gin_trgm_ops); INSERT INTO users VALUES ('ana')`);
  }, 60_000);

  test('a dump comes back over the tables of a newer version', async () => {
    const dump = await written();
    await sql(`CREATE TABLE later (who text REFERENCES users); ALTER TABLE users ADD COLUMN next int NOT NULL DEFAULT 1;
      INSERT INTO users VALUES ('ben'); INSERT INTO later VALUES ('ben')`);
    const { code, out } = await script('restore', { BACKUP: dump });
    expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining(`restored ${backups()}/${dump}`) });
    expect(await sql('SELECT * FROM users')).toBe('ana');
    expect(await sql(`SELECT to_regclass('later') IS NULL, similarity(unaccent('é'), 'e')`)).toBe('t|1');
    // And again: what was restored can be dumped and restored.
    expect((await script('restore', { BACKUP: await written() })).code).toBe(0);
  }, 60_000);

  test('half a dump changes nothing', async () => {
    await sql(`INSERT INTO users SELECT md5(n::text) FROM generate_series(1, 5000) n`);
    const dump = await readFile(join(backups(), await written()));
    await writeFile(join(backups(), 'half.dump'), dump.subarray(0, dump.length - 2_000));
    expect((await script('restore', { BACKUP: 'half.dump' })).code).not.toBe(0);
    expect(await sql('SELECT count(*) FROM users')).toBe('5001');
  }, 60_000);

  test('a restore wants to be told which', async () => {
    const dump = await written();
    for (const [env, words] of [
      [{}, 'Which dump? BACKUP names it. There are:'],
      [{ BACKUP: 'none.dump' }, 'there is no none.dump. There are:'],
    ] as const) {
      const { code, out } = await script('restore', env);
      expect(code).toBe(1);
      expect(out).toContain(words);
      expect(out).toContain(dump);
    }
  }, 60_000);

  test('a database without Wander’s tables is not dumped, and takes nothing’s place', async () => {
    await writeFile(join(backups(), '2000-01-01T00-00-00Z.dump'), 'a dump');
    await sql('DROP TABLE migrations');
    const { code, out } = await backup({ KEEP: '1' });
    expect(code).toBe(1);
    expect(out).toContain('the database wander has no tables of Wander');
    expect(there()).toEqual(['2000-01-01T00-00-00Z.dump']);
  }, 60_000);

  test('the newest are kept; one from before a restore is outside of that', async () => {
    for (const day of [1, 2, 3, 4]) await writeFile(join(backups(), `2000-01-0${day}T00-00-00Z.dump`), 'a dump');
    const before = await written({ PREFIX: 'before-' });
    expect(before).toMatch(/^before-/);
    expect(there()).toEqual([1, 2, 3, 4].map((day) => `2000-01-0${day}T00-00-00Z.dump`).concat(before));
    const dump = await written();
    expect(there()).toEqual(['2000-01-03T00-00-00Z.dump', '2000-01-04T00-00-00Z.dump', dump, before]);
  }, 60_000);

  test('one that fails leaves no part behind, and never takes that of one beside it', async () => {
    await writeFile(join(backups(), 'beside.part'), '');
    await writeFile(join(backups(), 'killed.part'), '');
    const yesterday = new Date(Date.now() - 24 * 3_600_000);
    await utimes(join(backups(), 'killed.part'), yesterday, yesterday);
    await sql('REVOKE SELECT ON migrations FROM wander');
    await sql('ALTER TABLE users OWNER TO postgres; REVOKE ALL ON users FROM wander', 'postgres');
    expect((await backup()).code).not.toBe(0);
    expect(there()).toEqual(['beside.part']);
  }, 60_000);
});
