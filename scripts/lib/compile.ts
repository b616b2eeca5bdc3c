import { transformFile } from '@swc/core';
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Mendable } from './command.js';
import { inProject, root } from './project.js';

/** What the server runs, compiled to dist/ under the same names. */
export const compiledDirectories = ['server', 'migrations', 'seeds'];

const isSource = (path: string) => /\.ts$/.test(path) && !/\.(test|d)\.ts$/.test(path);
const compiledName = (source: string) => inProject('dist', source.replace(/\.ts$/, '.js'));

async function sources(): Promise<string[]> {
  const lists = await Promise.all(
    compiledDirectories.map(async (directory) =>
      (await readdir(inProject(directory), { recursive: true })).map((name) => join(directory, name)).filter(isSource),
    ),
  );
  return lists.flat();
}

const changedAt = async (path: string): Promise<number> => (await stat(path).catch(() => undefined))?.mtimeMs ?? 0;

/** Compiles one file, with a source map by which debuggers and stacks find its lines. */
export async function compileFile(source: string, target = compiledName(source)): Promise<void> {
  const { code, map } = await transformFile(inProject(source), {
    cwd: root,
    root,
    swcrc: true,
    sourceFileName: inProject(source),
  });
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, `${code}\n//# sourceMappingURL=${target.split('/').pop()}.map\n`);
  if (map) await writeFile(`${target}.map`, map);
}

/**
 * Compiles what is newer than its compiled form, in the way `nest build` does, and removes what lost its source.
 * @returns how many files were compiled.
 * @throws Mendable with the compiler's words when a file cannot be compiled.
 */
export async function compileChanged(): Promise<number> {
  const all = await sources();
  const settings = await changedAt(inProject('.swcrc'));
  let count = 0;
  for (const source of all) {
    const compiled = await changedAt(compiledName(source));
    if (compiled > (await changedAt(inProject(source))) && compiled > settings) continue;
    await compileFile(source).catch((error: unknown) => {
      throw new Mendable(`${source} cannot be compiled:\n${error instanceof Error ? error.message : String(error)}`);
    });
    count += 1;
  }
  await removeOrphans(new Set(all.map(compiledName)));
  return count;
}

async function removeOrphans(wanted: Set<string>): Promise<void> {
  for (const directory of compiledDirectories) {
    const names = await readdir(inProject('dist', directory), { recursive: true }).catch(() => []);
    for (const name of names) {
      const file = inProject('dist', directory, name);
      if (/\.js(\.map)?$/.test(name) && !wanted.has(file.replace(/\.map$/, ''))) await rm(file, { force: true });
    }
  }
}
