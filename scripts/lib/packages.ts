import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './project.js';

export interface LockedPackage {
  version?: string;
  resolved?: string;
  integrity?: string;
  license?: string;
  link?: boolean;
  dev?: boolean;
  optional?: boolean;
  hasInstallScript?: boolean;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

export interface Lockfile {
  lockfileVersion: number;
  packages: Record<string, LockedPackage>;
}

const foreign = new Set(['node_modules', '.git', '.wander', 'dist', 'coverage']);

/** Every package-lock.json of the project, from its root. */
export const lockfiles = (directory = root): string[] =>
  readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return foreign.has(entry.name) ? [] : lockfiles(path);
    return entry.name === 'package-lock.json' ? [relative(root, path)] : [];
  });

export const readLockfile = (path: string): Lockfile => JSON.parse(readFileSync(join(root, path), 'utf8')) as Lockfile;

/** `@swc/core` of `node_modules/a/node_modules/@swc/core`. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

const FOREIGN_SOURCE = /^(git|https?|file|link|workspace|github|gitlab|bitbucket|gist)[:+]|^(?!npm:)[^@\s]+\/|^git@/;

/**
 * What in a lockfile comes from elsewhere than the registry that npm is set to, or could change unnoticed; a line each. A lockfile
 * names no address at all, so that a mirror can be used.
 */
export function weaknesses({ lockfileVersion, packages }: Lockfile): string[] {
  const found = lockfileVersion === 3 ? [] : [`lockfileVersion is ${lockfileVersion}, and not 3`];
  for (const [path, entry] of Object.entries(packages)) {
    const name = path || 'the project';
    for (const list of [entry.dependencies, entry.devDependencies, entry.optionalDependencies])
      for (const [dependency, spec] of Object.entries(list ?? {}))
        if (FOREIGN_SOURCE.test(spec)) found.push(`${name} wants ${dependency} from ${spec}`);
    if (path === '') continue;
    if (entry.link) found.push(`${name} is a link`);
    if (!/^sha512-[\w+/]{86}==$/.test(entry.integrity ?? '')) found.push(`${name} has no sha512`);
    if (entry.resolved !== undefined) found.push(`${name} comes from ${entry.resolved}`);
  }
  return found;
}

/** What lets others use Wander under MIT, with notices of their own. */
export const allowedLicenses = [
  ...['MIT', 'MIT-0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0', 'CC0-1.0'],
  ...['Python-2.0', 'PSF-2.0'],
  // Of files that stay as they are.
  'MPL-2.0',
  // Of fonts.
  'OFL-1.1',
  // Of data, which is named where it is shown.
  'CC-BY-4.0',
];

/** What has another licence, or does not say it where npm looks for it, and why it may be here. */
export const licenseExceptions: { name: RegExp; license: string; why: string }[] = [
  { name: /^(busboy|streamsearch)$/, license: 'MIT', why: 'says it in an older form, `licenses`' },
  { name: /^parse-cache-control$/, license: 'BSD-3-Clause', why: 'of the bench alone; its LICENSE says it' },
  {
    name: /^@img\/sharp-libvips-/,
    license: 'LGPL-3.0-or-later',
    why: 'a library of its own, which can be replaced; its notice is in the image',
  },
];

/** The licence of a package; undefined where nothing says it. */
export const licenseOf = (path: string, { license }: LockedPackage): string | undefined =>
  license ?? licenseExceptions.find(({ name }) => name.test(nameOf(path)))?.license;

/** Whether an SPDX expression leaves a choice that is allowed. */
export const isAllowed = (expression: string): boolean =>
  expression
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((license) => allowedLicenses.includes(license.trim())));

/** Packages of a lockfile whose licence is not allowed, a line each. */
export const refusedLicenses = ({ packages }: Lockfile): string[] =>
  Object.entries(packages).flatMap(([path, entry]) => {
    if (path === '') return [];
    const license = licenseOf(path, entry);
    const isException = licenseExceptions.some((one) => one.name.test(nameOf(path)) && one.license === license);
    return isException || (license && isAllowed(license)) ? [] : [`${nameOf(path)}: ${license ?? 'no licence'}`];
  });
