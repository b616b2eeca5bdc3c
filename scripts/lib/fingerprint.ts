import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { inProject, stateDirectory } from './project.js';

/** Paths whose contents decide whether something must be built anew: files, or directories with all they hold. */
async function fingerprintOf(paths: string[]): Promise<string> {
  const hash = createHash('sha256').update(process.version);
  for (const path of paths) {
    const absolute = inProject(path);
    const status = await stat(absolute).catch(() => undefined);
    const names = status?.isDirectory() ? (await readdir(absolute, { recursive: true })).sort() : [''];
    for (const name of names) {
      const file = join(absolute, name);
      if ((await stat(file).catch(() => undefined))?.isFile())
        hash.update(`${path}/${name}\0`).update(await readFile(file));
    }
  }
  return hash.digest('hex');
}

/**
 * Builds `output` unless it was built from the very same contents before.
 * @returns whether it was built now.
 */
export async function unlessUpToDate(output: string, paths: string[], build: () => Promise<unknown>): Promise<boolean> {
  const stamp = join(stateDirectory, 'built', output.replaceAll('/', '-'));
  const fingerprint = await fingerprintOf(paths);
  const before = await readFile(stamp, 'utf8').catch(() => '');
  if (before === fingerprint && existsSync(inProject(output))) return false;
  await build();
  await mkdir(dirname(stamp), { recursive: true });
  await writeFile(stamp, fingerprint);
  return true;
}
