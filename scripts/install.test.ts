import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { until } from '../test/support/live.js';

/** In place of npm, which would take minutes: it takes a second, and writes down that it began. */
const NPM = `#!/bin/sh
[ "$1" = --version ] && exit 0
echo began >> runs
mkdir -p node_modules
printf '{"packages":' > node_modules/.package-lock.json
sleep 1
echo '{"packages":{"node_modules/a":{"version":"1.0.0"}}}' > node_modules/.package-lock.json
`;

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'wander-install-'));
  await mkdir(join(root, 'scripts'));
  await mkdir(join(root, 'bin'));
  await cp('scripts/install.mjs', join(root, 'scripts/install.mjs'));
  await writeFile(
    join(root, 'package-lock.json'),
    JSON.stringify({ packages: { '': {}, 'node_modules/a': { version: '1.0.0' } } }),
  );
  await writeFile(join(root, 'bin/npm'), NPM, { mode: 0o755 });
});
afterEach(() => rm(root, { recursive: true, force: true }));

interface Installing {
  child: ChildProcess;
  ended: Promise<{ text: string; code: number | null }>;
}

function install(): Installing {
  const module = pathToFileURL(join(root, 'scripts/install.mjs')).href;
  const program = `const { ensureDependencies } = await import(${JSON.stringify(module)}); process.exit(await ensureDependencies() ? 0 : 1);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    cwd: root,
    env: { PATH: `${join(root, 'bin')}:${process.env.PATH}` },
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return { child, ended: new Promise((resolve) => child.once('close', (code) => resolve({ text, code }))) };
}

const runs = async (): Promise<number> =>
  (await readFile(join(root, 'runs'), 'utf8').catch(() => '')).split('\n').length - 1;

test('two commands at once install once', async () => {
  const all = await Promise.all([install().ended, install().ended]);
  expect(all.map(({ code }) => code)).toEqual([0, 0]);
  expect(await runs()).toBe(1);
  expect(all.filter(({ text }) => text.includes('Another command is installing'))).toHaveLength(1);
});

test('what was killed in the middle is begun anew by the next command', async () => {
  const { child, ended } = install();
  await until(async () => (await runs()) === 1);
  child.kill('SIGKILL');
  await ended;
  await writeFile(join(root, 'node_modules/.package-lock.json'), '{"packages":');
  expect(await install().ended).toMatchObject({ code: 0, text: expect.stringContaining('Dependencies installed') });
  expect(await runs()).toBe(2);
});
