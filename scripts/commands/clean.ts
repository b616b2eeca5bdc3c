import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { inProject, stateDirectory } from '../lib/project.js';

/** Removes what was built. The embedded database and the secrets stay. */
export default async function clean(): Promise<void> {
  for (const path of [inProject('dist'), inProject('coverage'), join(stateDirectory, 'built')]) {
    await rm(path, { recursive: true, force: true });
  }
  console.log(
    'Removed dist/, coverage/ and the stamps of the build. The data in .wander/ stays; make reset begins it anew.',
  );
}
