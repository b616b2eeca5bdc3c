import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Mendable } from '../../scripts/lib/command.js';
import { root } from '../../scripts/lib/project.js';

export interface CallOptions {
  /** What it reads. */
  input?: string;
  /** When it is ended, in seconds. */
  seconds?: number;
}

/**
 * Runs a program to its end, in the project's root.
 * @returns what it printed
 * @throws Mendable with what it said, when it fails or takes too long
 */
export async function call(
  program: string,
  args: string[],
  { input, seconds = 60 }: CallOptions = {},
): Promise<string> {
  const running = promisify(execFile)(program, args, {
    cwd: root,
    maxBuffer: 64 * 1024 * 1024,
    timeout: seconds * 1_000,
    killSignal: 'SIGKILL',
  });
  if (input !== undefined) running.child.stdin?.end(input);
  try {
    return (await running).stdout;
  } catch (error) {
    const { stderr, stdout, killed } = error as { stderr?: string; stdout?: string; killed?: boolean };
    const end = killed ? `took longer than ${seconds} s` : 'failed';
    throw new Mendable(`${stderr || stdout || String(error)}\n${[program, ...args].join(' ')} ${end}.`.trim());
  }
}

/**
 * Does it again, each half second, until it returns something.
 * @throws Mendable after so many seconds, with the last reason
 */
export async function eventually<T>(
  seconds: number,
  what: string,
  work: () => Promise<T | undefined | false>,
): Promise<T> {
  let reason = '';
  for (const deadline = Date.now() + seconds * 1_000; Date.now() < deadline; await sleep(500)) {
    try {
      const result = await work();
      if (result !== undefined && result !== false) return result;
    } catch (error) {
      reason = `: ${(error as Error).message}`;
    }
  }
  throw new Mendable(`Not within ${seconds} s: ${what}${reason}`);
}
