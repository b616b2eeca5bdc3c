/**
 * Runs one of the project's commands: `node scripts/run.mjs dev`. Needs nothing but Node: it looks at Node's version and
 * installs the dependencies first, then hands over to scripts/commands/<name>.ts.
 */
import { fileURLToPath } from 'node:url';
import { ensureDependencies } from './install.mjs';
import { readSources } from './sources.mjs';

// Whoever reads what a command says may be gone, as in `make migrate | head -1`: that ends none.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

const OLDEST = [20, 19];
const [major, minor] = process.versions.node.split('.').map(Number);
const [name, ...words] = process.argv.slice(2);

if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
  console.error(
    `Wander needs Node.js ${OLDEST.join('.')} or newer (24 is recommended), and this is ${process.versions.node}: https://nodejs.org/en/download`,
  );
  process.exit(1);
}

const checkout = fileURLToPath(new URL('..', import.meta.url));
const unreadable = /[#?%]/.exec(checkout)?.[0];
if (unreadable !== undefined) {
  console.error(
    `Wander cannot run in ${checkout}: what reads its sources takes the “${unreadable}” for a part of an address. Move it to a path without one.`,
  );
  process.exit(1);
}

// The doctor says what is missing; it must not cure it.
if (name !== 'doctor' && !(await ensureDependencies())) process.exit(1);

if (name === 'doctor') {
  const { doctor } = await import('./doctor.mjs');
  process.exitCode = await doctor(words);
} else {
  try {
    readSources();
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
  const { runCommand } = await import('./lib/command.ts');
  await runCommand(name, words);
}
