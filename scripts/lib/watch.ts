import { watch } from 'chokidar';
import { Mendable } from './command.js';
import { root } from './project.js';

const SETTLE_MS = 80;

/**
 * Calls `work` with the paths that changed, once they have settled and never twice at a time.
 * @returns what ends it.
 */
export async function onChange(
  paths: string[],
  isWatched: (path: string) => boolean,
  work: (changed: string[]) => Promise<void>,
): Promise<{ close(): Promise<void> }> {
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let busy = false;

  const flush = async (): Promise<void> => {
    if (busy || changed.size === 0) return;
    busy = true;
    const batch = [...changed];
    changed.clear();
    try {
      await work(batch);
    } catch (error) {
      console.error(error instanceof Mendable ? error.message : error);
    } finally {
      busy = false;
    }
    await flush();
  };

  const watcher = watch(paths, { cwd: root, ignoreInitial: true });
  watcher.on('all', (_event, path) => {
    if (!isWatched(path)) return;
    changed.add(path);
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), SETTLE_MS);
  });
  await new Promise<void>((resolve) => watcher.once('ready', resolve));
  return {
    close: async () => {
      clearTimeout(timer);
      await watcher.close();
    },
  };
}
