import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFile, replaceFile } from './whole-file.js';

let directory: string;
let path: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'wander-whole-'));
  path = join(directory, 'secret');
});
afterEach(() => rm(directory, { recursive: true, force: true }));

/** Runs one of the functions where no file may have a single byte, as on a disk that is full. */
function withoutSpace(name: 'createFile' | 'replaceFile'): string {
  const module = new URL('./whole-file.ts', import.meta.url).href;
  const program = `
    const { ${name} } = await import('${module}');
    await ${name}('${path}', 'another').catch(({ code }) => process.exit(code === 'EFBIG' ? 3 : 4));`;
  const command =
    'trap "" XFSZ; ulimit -f 0; exec "$0" --import @swc-node/register/esm-register --input-type module -e "$1"';
  const { status, stderr } = spawnSync('sh', ['-c', command, process.execPath, program], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, SWCRC: 'true' },
    encoding: 'utf8',
  });
  return status === 3 ? 'no space' : `${status} ${stderr}`;
}

test('a file that cannot be written whole is as it was, and can be written when there is space', async () => {
  expect(withoutSpace('createFile')).toBe('no space');
  expect(await readdir(directory)).toEqual([]);
  await createFile(path, 'first');
  expect(withoutSpace('replaceFile')).toBe('no space');
  expect(await readFile(path, 'utf8')).toBe('first');
  await replaceFile(path, 'second');
  expect(await readFile(path, 'utf8')).toBe('second');
  expect(await readdir(directory)).toEqual(['secret']);
});

test('of several who make it at once all find the same, which nobody else can read', async () => {
  await Promise.all(Array.from({ length: 5 }, (_, n) => createFile(path, `secret of ${n}`)));
  const text = await readFile(path, 'utf8');
  expect(text).toMatch(/^secret of \d$/);
  await createFile(path, 'later');
  expect(await readFile(path, 'utf8')).toBe(text);
  expect((await stat(path)).mode & 0o077).toBe(0);
});
