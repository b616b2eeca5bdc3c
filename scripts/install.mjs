import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const PATIENCE_MS = 2_000;

const root = fileURLToPath(new URL('..', import.meta.url));

const packagesOf = (file) => JSON.parse(readFileSync(join(root, file), 'utf8')).packages;

/** Whether node_modules holds what package-lock.json asks for. Optional packages of other platforms may be absent. */
export function dependenciesAreInstalled() {
  let installed;
  try {
    installed = packagesOf('node_modules/.package-lock.json');
  } catch {
    // It is not there, or npm was killed while it wrote it.
    return false;
  }
  return Object.entries(packagesOf('package-lock.json')).every(([path, wanted]) => {
    if (path === '') return true;
    const found = installed[path];
    return found ? found.version === wanted.version && found.integrity === wanted.integrity : wanted.optional === true;
  });
}

const hasNpm = () =>
  new Promise((resolve) => {
    const child = spawn('npm', ['--version'], { stdio: 'ignore' });
    child.once('error', () => resolve(false));
    child.once('close', (code) => resolve(code === 0));
  });

const lock = join(root, '.wander/install.lock');

const isAlive = (pid) => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
};

/** Takes the lock unless a command that lives has it. */
function takeLock() {
  mkdirSync(dirname(lock), { recursive: true });
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  try {
    if (isAlive(Number(readFileSync(lock, 'utf8')))) return false;
    rmSync(lock, { force: true });
  } catch (error) {
    // Just given back.
    if (error.code !== 'ENOENT') throw error;
  }
  return takeLock();
}

/** Installs what package-lock.json names, if it is not there yet, one command at a time. Answers whether all is there. */
export async function ensureDependencies() {
  if (dependenciesAreInstalled()) return true;
  if (!takeLock()) {
    console.log('Another command is installing the dependencies: waiting for it…');
    while (!takeLock()) await sleep(200);
  }
  try {
    return dependenciesAreInstalled() || (await install());
  } finally {
    rmSync(lock, { force: true });
  }
}

async function install() {
  if (!(await hasNpm())) {
    console.error(
      'npm is missing. It comes with Node.js (https://nodejs.org/en/download); on Debian: apt-get install npm',
    );
    return false;
  }
  console.log('Installing the dependencies (npm ci): a minute or two the first time…');
  const began = Date.now();
  const child = spawn('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const progress = setInterval(
    () => console.log(`  still installing (${Math.round((Date.now() - began) / 1000)} s)`),
    15_000,
  );
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  let interrupted = false;
  // npm takes its time, half a minute and more: what it leaves half done, the next command begins anew.
  const forward = (signal) => {
    interrupted = true;
    child.kill(signal);
    setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS).unref();
  };
  for (const signal of signals) process.on(signal, forward);
  const code = await new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (exit, signal) => resolve(exit ?? signal));
  });
  clearInterval(progress);
  for (const name of signals) process.off(name, forward);
  if (interrupted) {
    console.error('The installation was interrupted. The next command begins it anew.');
    return false;
  }
  if (code !== 0) {
    console.error(
      `${output.trim()}\nnpm ci failed (${code}). Is the npm registry reachable? Try again, or run "npm ci" to see more.`,
    );
    return false;
  }
  console.log(`Dependencies installed (${((Date.now() - began) / 1000).toFixed(1)} s).`);
  return true;
}
