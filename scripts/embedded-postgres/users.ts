import { mkdir, open, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** When a process began, so that a recycled process id is not taken for the one that registered. Linux only. */
function birthOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

/** Whether the process lives; with `birth`, whether it is still the same one. */
export function isAlive(pid: number, birth = ''): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return birth === '' || birthOf(pid) === birth;
}

const identity = () => `${process.pid} ${birthOf(process.pid)}`;

function isOwnerAlive(text: string): boolean {
  const [pid, birth] = text.trim().split(' ');
  return pid !== undefined && pid !== '' && isAlive(Number(pid), birth);
}

/**
 * Runs `work` while no other process of this machine does so for the same file. A lock whose owner died is taken over.
 * @throws when the lock stays taken for a minute.
 */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    try {
      const handle = await open(file, 'wx', 0o600);
      await handle.writeFile(identity());
      await handle.close();
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const owner = await readFile(file, 'utf8').catch(() => '');
    if (owner !== '' && !isOwnerAlive(owner)) await rm(file, { force: true });
    else if (Date.now() > deadline)
      throw new Error(`Another command holds ${file} for a minute already. If none runs, remove that file.`);
    else await new Promise((resolve) => setTimeout(resolve, 50));
  }
  // A process that leaves in the middle of the work leaves no lock either.
  const unlock = () => rmSync(file, { force: true });
  process.once('exit', unlock);
  try {
    return await work();
  } finally {
    process.off('exit', unlock);
    unlock();
  }
}

let registered = 0;

/** The processes that use one server: a directory with a file each. */
export class Users {
  constructor(private readonly directory: string) {}

  /** Adds this process; the answer removes it again. */
  async join(): Promise<() => Promise<void>> {
    await mkdir(this.directory, { recursive: true });
    const file = join(this.directory, `${process.pid}-${(registered += 1)}`);
    await writeFile(file, identity());
    return () => rm(file, { force: true });
  }

  /** How many live users there are. Files of dead ones are removed. */
  async count(): Promise<number> {
    const names = await readdir(this.directory).catch(() => []);
    let alive = 0;
    for (const name of names) {
      const file = join(this.directory, name);
      if (isOwnerAlive(await readFile(file, 'utf8').catch(() => ''))) alive += 1;
      else await rm(file, { force: true });
    }
    return alive;
  }
}
