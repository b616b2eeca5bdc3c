import { transformFile } from '@swc/core';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unlessUpToDate } from '../scripts/lib/fingerprint.js';
import { inProject, root } from '../scripts/lib/project.js';

const SOURCES = 'bench/peers/nest/src';
const OUTPUT = 'bench/peers/nest/dist';

/** The peer with decorators, compiled as Wander is. */
export const compileNest = (): Promise<boolean> =>
  unlessUpToDate(OUTPUT, [SOURCES, '.swcrc'], async () => {
    await rm(inProject(OUTPUT), { recursive: true, force: true });
    await mkdir(inProject(OUTPUT), { recursive: true });
    for (const name of await readdir(inProject(SOURCES))) {
      const source = inProject(SOURCES, name);
      const { code } = await transformFile(source, { cwd: root, root, swcrc: true, sourceMaps: false });
      await writeFile(join(inProject(OUTPUT), name.replace(/\.ts$/, '.js')), code);
    }
  });
