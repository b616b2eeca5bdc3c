import { existsSync } from 'node:fs';
import { inProject } from './project.js';

/** A failure that a person can mend: shown without a stack. */
export class Mendable extends Error {}

export type Words = Record<string, string>;

/** A file of scripts/commands exports one of these as its default. */
export type Command = (words: Words) => Promise<void>;

/** `name=value` words as make passes them on. Empty ones are left out. */
export function readWords(words: string[]): Words {
  const pairs = words.map((word): [string, string] => {
    const at = word.indexOf('=');
    if (at < 1) throw new Mendable(`"${word}" is not understood here. Options are written name=value.`);
    return [word.slice(0, at), word.slice(at + 1)];
  });
  return Object.fromEntries(pairs.filter(([, value]) => value !== ''));
}

/** Runs scripts/commands/<name>.ts; a failure ends the process with code 1 and says why. */
export async function runCommand(name: string, words: string[]): Promise<void> {
  try {
    const file = inProject('scripts', 'commands', `${name}.ts`);
    if (!/^[a-z-]+$/.test(name) || !existsSync(file))
      throw new Mendable(`There is no command "${name}". See: make help`);
    const { default: command } = (await import(file)) as { default: Command };
    await command(readWords(words));
  } catch (error) {
    process.exitCode = 1;
    console.error(explain(error));
  }
}

/** What a person can mend is said in sentences; whatever else failed, with all that is known of it. */
export function explain(error: unknown): unknown {
  if (error instanceof Mendable) return error.message;
  const { code, message } = (error ?? {}) as { code?: unknown; message?: string };
  const advice = ADVICE.get(code);
  return advice === undefined ? error : `${message}\n${advice}`;
}

const OF_ANOTHER =
  'Did another user make it, as with sudo? Run this as that user, or give it back: sudo chown -R "$(id -un)" .wander dist node_modules';

/** How what a disk refuses is mended. */
const ADVICE = new Map<unknown, string>([
  ['EACCES', OF_ANOTHER],
  ['EPERM', OF_ANOTHER],
  ['EROFS', 'What is here can only be read. Mount it for writing, or run this in a copy that can be written.'],
  ['ENOSPC', 'The disk is full. Free space on it, then run this again.'],
  ['EDQUOT', 'Your share of the disk is used up. Free space, then run this again.'],
]);
