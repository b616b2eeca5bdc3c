import { mkdir, open, rm, stat } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { stateDirectory } from '../../scripts/lib/project.js';

const STALE_MS = 180_000;

/** Test files run in several processes, and the built client is one. */
export async function alone<Result>(work: () => Promise<Result>): Promise<Result> {
  const lock = `${stateDirectory}/client.lock`;
  await mkdir(stateDirectory, { recursive: true });
  for (;;) {
    const handle = await open(lock, 'wx').catch(() => undefined);
    if (handle) {
      await handle.close();
      break;
    }
    const held = await stat(lock).catch(() => undefined);
    if (held && Date.now() - held.mtimeMs > STALE_MS) await rm(lock, { force: true });
    await pause(100);
  }
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}
