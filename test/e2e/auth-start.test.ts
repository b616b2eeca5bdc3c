import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { createTestDatabase } from '../support/database.js';

const secret = () => randomBytes(48).toString('base64');

/** Stands where the database would, and never answers: whoever comes this far waits. */
let callers = 0;
const silent = createServer(() => (callers += 1));
beforeAll(() => once(silent.listen(0, '127.0.0.1'), 'listening'));
afterAll(() => void silent.close());

const args = [join(process.cwd(), 'dist/server/main.js')];

/** Starts the server as production does. */
const start = (env: Record<string, string>) =>
  new Promise<{ code: unknown; err: string }>((resolve) => {
    const { port } = silent.address() as AddressInfo;
    const DATABASE_URL = `postgres://nobody:nothing@127.0.0.1:${port}/none`;
    const settings = { DATABASE_URL, PATH: process.env.PATH, NODE_ENV: 'production', PORT: '0', ...env };
    execFile(process.execPath, args, { env: settings, timeout: 25_000 }, (error, _out, err) =>
      resolve({ code: error?.code, err }),
    );
  });

const shared = secret();

test.each([
  ['a missing JWT_SECRET', { SESSION_SECRET: secret() }, /JWT_SECRET is missing/],
  ['a missing SESSION_SECRET', { JWT_SECRET: secret() }, /SESSION_SECRET is missing/],
  ['a secret of 31 bytes', { JWT_SECRET: 'x'.repeat(31), SESSION_SECRET: secret() }, /JWT_SECRET is shorter than 32/],
  ['equal secrets', { JWT_SECRET: shared, SESSION_SECRET: shared }, /JWT_SECRET and SESSION_SECRET are equal/],
  [
    'a secret of the examples',
    { JWT_SECRET: secret(), SESSION_SECRET: 'change-me-change-me-change-me-change-me' },
    /SESSION_SECRET is one of the examples/,
  ],
  [
    'a file that is not there',
    { JWT_SECRET_FILE: '/nowhere', SESSION_SECRET: secret() },
    /JWT_SECRET_FILE cannot be read/,
  ],
])(
  'production refuses to start with %s, naming the variable, before it connects to anything',
  async (_what, env, expected) => {
    const { code, err } = await start(env);
    expect(code).toBe(1);
    expect(err).toMatch(expected);
    expect(err).not.toContain(shared);
    expect(callers).toBe(0);
  },
);

test('production on an http APP_ORIGIN starts, with a warning', async () => {
  const own = await createTestDatabase();
  const env = { PATH: process.env.PATH, NODE_ENV: 'production', PORT: '0', DATABASE_URL: own.url };
  const server = spawn(process.execPath, args, {
    env: { ...env, JWT_SECRET: secret(), SESSION_SECRET: secret(), APP_ORIGIN: 'http://wander.example' },
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 20_000,
    killSignal: 'SIGKILL',
  });
  const ended = once(server, 'close');
  let told = '';
  for await (const chunk of server.stdout) if (/without https/.test((told += String(chunk)))) break;
  server.kill('SIGKILL');
  await ended;
  await own.drop();
  expect(told).toMatch(/APP_ORIGIN is http:\/\/wander\.example: without https/);
});
