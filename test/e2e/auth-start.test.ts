import { expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

const secret = () => randomBytes(48).toString('base64');

/** Starts the server as production does; it has nothing to connect to, since it must not come that far. */
const start = (env: Record<string, string>) =>
  new Promise<{ code: unknown; err: string; milliseconds: number }>((resolve) => {
    const began = performance.now();
    const args = ['--import', '@swc-node/register/esm-register', join(process.cwd(), 'server/main.ts')];
    const settings = { PATH: process.env.PATH, NODE_ENV: 'production', PORT: '0', ...env };
    execFile(process.execPath, args, { env: { ...settings }, timeout: 20_000 }, (error, _out, err) =>
      resolve({ code: error?.code, err, milliseconds: performance.now() - began }),
    );
  });

const DATABASE_URL = 'postgres://nobody:nothing@127.0.0.1:1/none';
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
])('production refuses to start with %s, naming the variable', async (_what, env, expected) => {
  const { code, err, milliseconds } = await start({ DATABASE_URL, ...env });
  expect(code).toBe(1);
  expect(err).toMatch(expected);
  expect(err).not.toContain(shared);
  // 2 s for the server itself; what is compiled on the way is the test's own.
  expect(milliseconds).toBeLessThan(8_000);
});
