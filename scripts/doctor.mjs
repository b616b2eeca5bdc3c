import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { freemem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dependenciesAreInstalled } from './install.mjs';
import { readSources } from './sources.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const GIB = 1024 ** 3;
const marks = { ok: '✓', warn: '!', missing: '✗' };

const versionOf = (program, ...args) =>
  new Promise((resolve) =>
    execFile(program, args.length ? args : ['--version'], { timeout: 10_000 }, (error, out) =>
      resolve(error ? undefined : out.trim().split('\n')[0]),
    ),
  );

async function program(name, required, mend, ...candidates) {
  for (const [command, ...args] of candidates) {
    const found = await versionOf(command, ...args);
    if (found) return { name, status: 'ok', found };
  }
  return { name, status: required ? 'missing' : 'warn', found: 'not found', mend };
}

function node() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const found = process.versions.node;
  if (major < 20 || (major === 20 && minor < 19))
    return {
      name: 'Node.js',
      status: 'missing',
      found,
      mend: 'Install 20.19 or newer: https://nodejs.org/en/download',
    };
  if (major < 22)
    return {
      name: 'Node.js',
      status: 'warn',
      found,
      mend: 'Works, but its support has ended: Node.js 24 is recommended',
    };
  return { name: 'Node.js', status: 'ok', found };
}

async function disk() {
  const { bavail, bsize } = await statfs(root);
  const free = bavail * bsize;
  const found = `${(free / GIB).toFixed(1)} GiB free`;
  return free < 2 * GIB
    ? { name: 'disk', status: 'warn', found, mend: 'Free some space: dependencies and database take about 1.5 GiB' }
    : { name: 'disk', status: 'ok', found };
}

function memory() {
  let available = freemem();
  try {
    const kib = /^MemAvailable:\s+(\d+)/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1];
    if (kib) available = Number(kib) * 1024;
  } catch {
    // Only Linux tells.
  }
  const found = `${(available / GIB).toFixed(1)} GiB available`;
  return available < 1.5 * GIB
    ? { name: 'memory', status: 'warn', found, mend: 'Close something: make dev wants about 1.5 GiB' }
    : { name: 'memory', status: 'ok', found };
}

function port(variable, whenAbsent) {
  const number = Number(process.env[variable] || whenAbsent);
  const name = `port ${number}`;
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () =>
      resolve({
        name,
        status: 'warn',
        found: 'taken',
        mend: `If that is not Wander itself, choose another: ${variable}=${number + 100} make dev`,
      }),
    );
    probe.listen(number, '127.0.0.1', () => probe.close(() => resolve({ name, status: 'ok', found: 'free' })));
  });
}

function dependencies() {
  try {
    if (dependenciesAreInstalled()) return { name: 'dependencies', status: 'ok', found: 'installed' };
  } catch {
    // A broken node_modules is as good as none.
  }
  return {
    name: 'dependencies',
    status: 'warn',
    found: 'not installed, or old',
    mend: 'npm ci (make does it by itself)',
  };
}

/** What can only be said with the dependencies in place: the database and its migrations. */
async function database(installed) {
  const name = 'database';
  const mend = 'Is DATABASE_URL right and PostgreSQL running? Without DATABASE_URL Wander starts one of its own';
  if (!installed)
    return [{ name, status: 'warn', found: 'unknown until the dependencies are installed', mend: 'npm ci' }];
  try {
    readSources();
  } catch (error) {
    const [found, mend] = error.message.split('\n');
    return [{ name: 'compiler', status: 'missing', found, mend }];
  }
  return [...(await primary(name, mend)), ...(await replica())];
}

async function primary(name, mend) {
  try {
    const { inspectDatabase } = await import(join(root, 'scripts/lib/inspect-database.ts'));
    const { found, pending } = await inspectDatabase();
    if (pending === undefined) return [{ name, status: 'ok', found }];
    return [
      { name, status: 'ok', found },
      pending === 0
        ? { name: 'migrations', status: 'ok', found: 'all applied' }
        : { name: 'migrations', status: 'warn', found: `${pending} pending`, mend: 'make migrate' },
    ];
  } catch (error) {
    return [
      { name, status: 'missing', found: error.found ?? error.message ?? 'does not answer', mend: error.mend ?? mend },
    ];
  }
}

/** Without it Wander runs, too. */
async function replica() {
  const name = 'replica';
  try {
    const { inspectReplica } = await import(join(root, 'scripts/lib/inspect-database.ts'));
    const found = await inspectReplica();
    return found === undefined ? [] : [{ name, status: 'ok', found }];
  } catch (error) {
    return [
      { name, status: 'warn', found: error.message, mend: 'Is DATABASE_REPLICA_URL right, and the replica running?' },
    ];
  }
}

/**
 * Looks at everything Wander wants of this machine. Answers 1 when something is missing without which it cannot run.
 * With format=json the findings are printed as { ok, checks: [{ name, status: ok|warn|missing, found, mend? }] }.
 */
export async function doctor(words) {
  const json = words.includes('format=json');
  const installed = dependencies();
  const checks = [
    node(),
    ...(await Promise.all([
      program('npm', true, 'It comes with Node.js; on Debian: apt-get install npm', ['npm']),
      program('make', true, 'On Debian: apt-get install make', ['make']),
      program('git', false, 'On Debian: apt-get install git', ['git']),
      disk(),
      memory(),
      port('PORT', 8000),
      port('CLIENT_PORT', 3000),
      // Without one make start takes the next that is free.
      ...(Number(process.env.METRICS_PORT) > 0 ? [port('METRICS_PORT')] : []),
      program('docker compose (for make up)', false, 'Only for make up: https://docs.docker.com/get-docker', [
        'docker',
        'compose',
        'version',
      ]),
      program('redis-server (for tests)', false, 'Only for make test; on Debian: apt-get install redis-server', [
        process.env.TEST_REDIS_SERVER || 'redis-server',
      ]),
      program(
        'chromium (for tests)',
        false,
        'Only for make test; on Debian: apt-get install chromium-headless-shell',
        ...[process.env.TEST_CHROMIUM, 'chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome']
          .filter(Boolean)
          .map((name) => [name]),
      ),
    ])),
    installed,
    ...(await database(installed.status === 'ok')),
  ];
  const ok = checks.every(({ status }) => status !== 'missing');
  if (json) console.log(JSON.stringify({ ok, checks }, null, 2));
  else {
    for (const { name, status, found, mend } of checks)
      console.log(`  ${marks[status]} ${name}: ${found}${mend ? `\n      ${mend}` : ''}`);
    console.log(ok ? 'Wander can run here.' : 'Something is missing without which Wander cannot run.');
  }
  return ok ? 0 : 1;
}
