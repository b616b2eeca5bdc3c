import { expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

test.each(['#', '?', '%'])(
  'a checkout whose path has a “%s” is refused in a sentence, before anything is done',
  async (sign) => {
    const directory = await mkdtemp(join(tmpdir(), 'wander '));
    const checkout = join(directory, `мой ${sign} wander`);
    try {
      for (const name of ['run.mjs', 'install.mjs', 'doctor.mjs', 'sources.mjs'])
        await cp(new URL(name, import.meta.url), join(checkout, 'scripts', name));
      for (const command of ['migrate', 'doctor']) {
        const { status, stdout, stderr } = spawnSync(process.execPath, [join(checkout, 'scripts/run.mjs'), command], {
          encoding: 'utf8',
        });
        expect([status, stdout]).toEqual([1, '']);
        expect(stderr).toBe(
          `Wander cannot run in ${checkout}/: what reads its sources takes the “${sign}” for a part of an address. Move it to a path without one.\n`,
        );
      }
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  },
);

test.each(['migrate', 'doctor'])(
  'where nothing may be written outside the checkout, the compiler cannot be loaded, and %s says what to do',
  (command) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/run.mjs', command], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: '/dev/null', TMPDIR: '/dev/null' },
    });
    expect(status).toBe(1);
    expect(stdout + stderr).toContain('let HOME or TMPDIR be a directory that this user may write to.');
    expect(stdout + stderr).not.toMatch(/^ +at /m);
  },
);
