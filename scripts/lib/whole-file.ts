import { randomBytes } from 'node:crypto';
import { link, rename, rm, writeFile } from 'node:fs/promises';

/**
 * Files that are there whole or not at all: a disk that is full, or a process that is killed while it writes, leaves what was there.
 * Only their owner can read them.
 */

/** Writes a file, in the place of what it was. */
export const replaceFile = (path: string, text: string): Promise<void> =>
  written(path, text, (draft) => rename(draft, path));

/** Writes a file unless it is there already, as when another command makes it at the same moment. */
export const createFile = (path: string, text: string): Promise<void> =>
  written(path, text, (draft) =>
    link(draft, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    }),
  );

async function written(path: string, text: string, place: (draft: string) => Promise<void>): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    await writeFile(draft, text, { mode: 0o600, flag: 'wx', flush: true });
    await place(draft);
  } finally {
    await rm(draft, { force: true });
  }
}
