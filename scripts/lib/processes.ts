import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process';
import { createServer } from 'node:net';
import { pathToFileURL } from 'node:url';
import { Mendable } from './command.js';
import { inProject, root } from './project.js';

const running = new Set<ChildProcess>();
let isOver = false;

/** Why nothing is started any more. */
export class Interrupted extends Error {}

/** From now on nothing is started: the command is ending. */
export function startNoMore(): void {
  isOver = true;
}

/** Starts a program in the project's root; `stopAll` ends it. @throws Interrupted at the end of the command */
export function launch(command: string, args: string[], options: SpawnOptions = {}): ChildProcess {
  if (isOver) throw new Interrupted();
  const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options });
  running.add(child);
  child.once('close', () => running.delete(child));
  child.once('error', () => running.delete(child));
  return child;
}

/** Starts a program of Node's that ends when this process does, however that goes. */
export const launchNode = (args: string[], options?: SpawnOptions): ChildProcess =>
  launch(
    process.execPath,
    ['--import', pathToFileURL(inProject('scripts/leave-with-parent.mjs')).href, ...args],
    options,
  );

/** How a program ended: its exit code, or the signal that ended it. */
export const ended = (child: ChildProcess): Promise<number | NodeJS.Signals> =>
  new Promise((resolve, reject) => {
    if (child.exitCode !== null) resolve(child.exitCode);
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? signal ?? 1));
  });

/** Asks a program to leave, and makes it leave after `patience` ms. */
export async function stop(child: ChildProcess, patience: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = ended(child);
  child.kill('SIGTERM');
  const impatience = setTimeout(() => child.kill('SIGKILL'), patience);
  await gone;
  clearTimeout(impatience);
}

export const stopAll = (patience: number): Promise<unknown> =>
  Promise.all([...running].map((child) => stop(child, patience)));

interface RunOptions {
  /** Shows what it printed only when it fails. */
  quiet?: boolean;
  /** More variables. */
  env?: NodeJS.ProcessEnv;
  /** How a failure calls it. */
  name?: string;
}

/**
 * Runs a program to its end.
 * @throws Mendable when it ends with anything but 0.
 */
export async function run(
  command: string,
  args: string[],
  { quiet = false, env, name = [command, ...args].join(' ') }: RunOptions = {},
): Promise<void> {
  const child = launch(command, args, {
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    ...(env ? { env: { ...process.env, ...env } } : {}),
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const end = await ended(child);
  if (end !== 0) throw new Mendable(`${output}${name} failed (${end}).`);
}

/** Runs a program of node_modules/.bin's packages by this very Node. */
export const runTool = (script: string, args: string[], options?: RunOptions) =>
  run(process.execPath, [`node_modules/${script}`, ...args], options);

/** Why nobody can listen at a port of this machine; nothing when it is free. */
const refusalOf = (port: number): Promise<string | undefined> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code ?? 'unknown'));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(undefined)));
  });

const TRIES = 100;

/** The first port from this one on at which nothing listens. */
export async function firstFreePort(from: number): Promise<number> {
  for (let port = from; port < from + TRIES; port++) if ((await refusalOf(port)) === undefined) return port;
  throw new Mendable(`The ports ${from} to ${from + TRIES - 1} are all taken.`);
}

/** @throws Mendable that names the port when something listens there already. */
export async function requireFreePort(port: number, variable: string, what: string): Promise<void> {
  const refusal = await refusalOf(port);
  if (refusal === undefined) return;
  const command = `make ${process.argv[2]}`;
  throw new Mendable(
    refusal === 'EACCES'
      ? `Port ${port} is for root alone, and ${what} needs one. Choose one above 1023: ${variable}=${port + 8000} ${command}`
      : `Port ${port} is taken, and ${what} needs it. Is Wander running already? End that, or choose another port: ${variable}=${port + 100} ${command}`,
  );
}

/**
 * Starts what listens at a port.
 * @throws Mendable that names the port when somebody has taken it since it was looked at; else what `work` throws
 */
export async function listening<T>(port: number, variable: string, what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await requireFreePort(port, variable, what);
    throw error;
  }
}

/** The two ports of Wander. @throws Mendable when one is none, or they are the same. */
export function ports(): { api: number; client: number } {
  const api = portOf('PORT', 8000);
  const client = portOf('CLIENT_PORT', 3000);
  if (api === client) throw new Mendable(`PORT and CLIENT_PORT are both ${api}: API and client need one each.`);
  return { api, client };
}

/** A port from the environment. @throws Mendable when it is none. */
export const portOf = (variable: string, whenAbsent: number): number =>
  portIn(variable, process.env[variable] || String(whenAbsent));

/** A port from a setting of this name. @throws Mendable when it is none. */
export function portIn(name: string, text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Mendable(`${name} must be a port number between 1 and 65535, and is "${text}".`);
  return port;
}
