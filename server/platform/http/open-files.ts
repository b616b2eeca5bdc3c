import { readFileSync } from 'node:fs';
import { LIMITS } from '../limits.js';

/** For Redis, the log, and what is refused and not closed yet. */
const OTHER_FILES = 100;
/** With fewer, Node cannot open all that it imports. */
const LEAST_FILES = 512;

const remedy = (needed: number): string =>
  `Let it open ${needed}, by ulimit -n ${needed} or LimitNOFILE=${needed} of systemd.`;

/** How many files this process may open; undefined where the system does not say. */
export function openFilesLimit(): number | undefined {
  try {
    const limit = /^Max open files +(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1];
    return limit === undefined ? undefined : Number(limit);
  } catch {
    return undefined;
  }
}

/** Ends a process that may not open enough files to begin, and says why. */
export function requireOpenFiles(limit = openFilesLimit()): void {
  if (limit === undefined || limit >= LEAST_FILES) return;
  // With room for connections to the database.
  const needed = LIMITS.process.sockets + 2 * OTHER_FILES;
  console.error(`This process may open ${limit} files, and takes ${LEAST_FILES} to begin. ${remedy(needed)}`);
  process.exit(1);
}

/** What a limit of open files means for connections, each of which is one. */
export class OpenFiles {
  /** How many connections of clients there may be. */
  readonly sockets: number;
  /** For the host, where these are fewer than the process could hold. */
  readonly advice: string | undefined;

  /** @param databaseConnections that the process opens beside them */
  constructor(limit = Infinity, databaseConnections: number) {
    const others = OTHER_FILES + databaseConnections;
    const { sockets } = LIMITS.process;
    this.sockets = Math.min(sockets, Math.max(limit - others, Math.ceil(limit / 2)));
    if (this.sockets === sockets) return;
    const needed = sockets + others;
    this.advice =
      `This process may open ${limit} files, so it holds ${this.sockets} connections and refuses more. ` +
      remedy(needed);
  }
}
