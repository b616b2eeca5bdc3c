import { expect, test } from '@jest/globals';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { isLocal } from './lib/database.js';
import { readWords } from './lib/command.js';

interface Outcome {
  code: number;
  text: string;
}

/** A command as make runs it. None of those below gets as far as a database. */
const make = (words: string[], env: NodeJS.ProcessEnv = {}): Promise<Outcome> =>
  new Promise((resolve) =>
    execFile(
      'make',
      ['--no-print-directory', ...words],
      { env: { ...process.env, NODE_OPTIONS: '', ...env } },
      (error, out, err) => resolve({ code: error === null ? 0 : Number(error.code), text: out + err }),
    ),
  );

test('make alone lists every target with a line', async () => {
  const { text } = await make([]);
  const targets = [...readFileSync('Makefile', 'utf8').matchAll(/^\.PHONY: (\S+)$/gm)].map(([, name]) => name);
  expect(targets.length).toBeGreaterThan(20);
  for (const target of targets) expect(text).toMatch(new RegExp(`^  ${target} +\\S`, 'm'));
});

test('every command behind the Makefile is there', async () => {
  const wanted = [...readFileSync('Makefile', 'utf8').matchAll(/\$\(run\) (\S+)/g)].map(([, name]) => `${name}.ts`);
  const there = await readdir('scripts/commands');
  expect(wanted.filter((name) => name !== 'doctor.ts' && !there.includes(name))).toEqual([]);
});

test('seed and reset refuse production, and name the way out', async () => {
  for (const target of ['seed', 'seed-volume', 'reset']) {
    const { code, text } = await make([target], { NODE_ENV: 'production' });
    expect(code).not.toBe(0);
    expect(text).toContain(`make ${target} force=1`);
  }
});

test('reset refuses a database on another machine, without telling its password', async () => {
  const { code, text } = await make(['reset'], { DATABASE_URL: 'postgres://ana:geheim@db.example.com:5432/wander' });
  expect(code).not.toBe(0);
  expect(text).toContain('ana@db.example.com:5432/wander');
  expect(text).toContain('make reset force=1');
  expect(text).not.toContain('geheim');
});

test('a port that is taken is named with the variable that moves it', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  try {
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    const { code, text } = await make(['dev'], { PORT: String(port) });
    expect(code).not.toBe(0);
    expect(text).toContain(`Port ${port} is taken`);
    expect(text).toContain('PORT=');
  } finally {
    server.close();
  }
});

test('options that make no sense are said', async () => {
  expect((await make(['migrate-new', 'name=Likes'])).text).toContain('make migrate-new name=add-likes');
  expect((await make(['seed-volume', 'posts=many'])).text).toContain('posts must be a number');
  expect((await make(['dev', 'PORT=http'])).text).toContain('PORT must be a port number');
});

test('a setting that is wrong is named before anything starts', async () => {
  const { code, text } = await make(['dev', 'PORT=', 'CLIENT_PORT='], { LOG_LEVEL: 'loud', REGISTRATION: 'maybe' });
  expect(code).not.toBe(0);
  expect(text).toMatch(/LOG_LEVEL .+\n.*REGISTRATION|REGISTRATION .+\n.*LOG_LEVEL/);
  expect(text).not.toContain('database');
});

test('a DATABASE_URL that is none is said without repeating it', async () => {
  const { code, text } = await make(['migrate'], { DATABASE_URL: 'ana:geheim@db/wander' });
  expect(code).not.toBe(0);
  expect(text).toContain('DATABASE_URL is no address of a PostgreSQL');
  expect(text).not.toContain('geheim');
});

test('what a command runs goes with it, also when it is killed outright', async () => {
  const program = 'setInterval(() => 0, 1000); console.log(process.pid)';
  const command = `require('node:child_process').spawn(process.execPath, ['--import', './scripts/leave-with-parent.mjs', '-e', ${JSON.stringify(program)}], { stdio: 'inherit' })`;
  const parent = spawn(process.execPath, ['-e', command], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(parent.stdout, 'data')) as [Buffer];
  parent.kill('SIGKILL');
  const isThere = () => {
    try {
      return process.kill(Number(line), 0);
    } catch {
      return false;
    }
  };
  for (const deadline = Date.now() + 10_000; isThere() && Date.now() < deadline;) await sleep(50);
  expect(isThere()).toBe(false);
});

test('the doctor answers machines in JSON', async () => {
  const { text } = await make(['doctor', 'format=json'], { DATABASE_URL: 'postgres://ana:geheim@127.0.0.1:1/wander' });
  const { ok, checks } = JSON.parse(text.slice(0, text.lastIndexOf('}') + 1)) as {
    ok: boolean;
    checks: { name: string; status: string; found: string; mend?: string }[];
  };
  expect(ok).toBe(false);
  expect(checks.find(({ name }) => name === 'Node.js')?.found).toBe(process.versions.node);
  expect(checks.find(({ name }) => name === 'database')?.status).toBe('missing');
  for (const { status, mend } of checks) if (status !== 'ok') expect(mend).toBeTruthy();
  expect(text).not.toContain('geheim');
});

test('words of make become options; empty ones are left out', () => {
  expect(readWords(['name=a=b', 'force='])).toEqual({ name: 'a=b' });
  expect(() => readWords(['--force'])).toThrow('Options are written name=value.');
});

test('what is local is known by its host', () => {
  const local = [
    'postgres://a@localhost/x',
    'postgres://a@127.0.0.1:5/x',
    'postgres://a@[::1]/x',
    'postgres:///x',
    'postgres://a@h/x?host=/run',
  ];
  expect(local.filter((url) => !isLocal(url))).toEqual([]);
  expect(
    [
      'postgres://a@db/x',
      'postgres://a@10.0.0.1/x',
      'postgres://a@localhost.example/x',
      'postgres://localhost/x?host=db',
    ].filter(isLocal),
  ).toEqual([]);
});
