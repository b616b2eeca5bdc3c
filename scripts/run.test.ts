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
      for (const name of ['run.mjs', 'install.mjs', 'doctor.mjs'])
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
