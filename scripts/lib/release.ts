import { readFileSync } from 'node:fs';
import { Mendable } from './command.js';
import { DEPRECATED_DAYS, sunsets } from './deprecations.js';
import { inProject } from './project.js';

/** The texts of files, by their paths from the root. */
export type Texts = Record<string, string>;

const VERSION = /^(\d+)\.(\d+)\.(\d+)(?:-[0-9A-Za-z]+(?:\.[0-9A-Za-z]+)*)?$/;

/** Where the version stands. The first group is what comes before it. */
const places: [file: string, what: string, pattern: RegExp][] = [
  ['package.json', 'version', /^( {2}"version": ")([^"]+)/m],
  ['package-lock.json', 'version', /^( {2}"version": ")([^"]+)/m],
  ['package-lock.json', 'packages', /^( {4}"": \{\s+"name": "wander",\s+"version": ")([^"]+)/m],
  ['helm/wander/Chart.yaml', 'version', /^(version: )(\S+)/m],
  ['helm/wander/Chart.yaml', 'appVersion', /^(appVersion: )(\S+)/m],
  ['docker-compose.yml', 'API_IMAGE', /(\$\{API_IMAGE:-wander\/api:)([^}]+)/],
  ['docker-compose.yml', 'FRONTEND_IMAGE', /(\$\{FRONTEND_IMAGE:-wander\/frontend:)([^}]+)/],
];

/** Documents and tests that name the images or the release. */
const mentions = [
  'README.md',
  'helm/wander/README.md',
  'helm/wander/README.md.gotmpl',
  'helm/wander/tests/promises.yaml',
  'helm/wander/tests/rollout_test.yaml',
];

/** The files that a release reads and writes. */
export const releaseFiles = [...new Set([...places.map(([file]) => file), ...mentions, 'CHANGELOG.md'])];

export const readReleaseFiles = (): Texts =>
  Object.fromEntries(releaseFiles.map((file) => [file, readFileSync(inProject(file), 'utf8')]));

/** @throws Mendable unless it is a version as 1.2.3 or 1.2.3-rc.1 */
export function requireVersion(version: string | undefined, command: string): string {
  if (!version || !VERSION.test(version))
    throw new Mendable(`Say which version, without a "v": make ${command} version=1.2.3`);
  return version;
}

const versionAt = (texts: Texts, file: string, pattern: RegExp): string => pattern.exec(texts[file] ?? '')?.[2] ?? '';

/** Where another version stands than this one, a line each. */
export const disagreements = (texts: Texts, version: string): string[] =>
  places.flatMap(([file, what, pattern]) => {
    const found = versionAt(texts, file, pattern);
    return found === version ? [] : [`${file} (${what}) says ${found || 'nothing'}, and not ${version}`];
  });

/** What CHANGELOG.md says of a version; undefined where it has no section of it. */
export function notesOf(changelog: string, version: string): string | undefined {
  const heading = `## [${version}]`;
  const section = changelog.split(/^(?=## )/m).find((text) => text.startsWith(heading));
  return section?.split('\n').slice(1).join('\n').trim();
}

/**
 * All files as they are in a release.
 * @param today a day like 2026-11-30
 * @throws Mendable that says why it cannot be released
 */
export function prepareRelease(texts: Texts, version: string, today: string): Texts {
  const old = versionAt(texts, 'package.json', places[0]![2]);
  const wrong = disagreements(texts, old);
  if (wrong.length > 0) throw new Mendable(`The versions do not agree:\n  ${wrong.join('\n  ')}`);
  if (compare(version, old) < 0) throw new Mendable(`${version} is older than ${old}.`);
  const changelog = texts['CHANGELOG.md']!;
  if (notesOf(changelog, version) !== undefined) throw new Mendable(`CHANGELOG.md has ${version} already.`);
  const unreleased = notesOf(changelog, 'Unreleased');
  if (!unreleased) throw new Mendable('CHANGELOG.md has nothing under Unreleased.');
  for (const [coordinate, { since, sunset }] of sunsets(changelog)) {
    const days = (Date.parse(sunset) - Date.parse(today)) / 86_400_000;
    if (!since && days < DEPRECATED_DAYS)
      throw new Mendable(`The Sunset of ${coordinate} is less than ${DEPRECATED_DAYS} days after today.`);
  }

  const result = { ...texts };
  for (const [file, , pattern] of places)
    result[file] = result[file]!.replace(pattern, (_, before: string) => before + version);
  const escaped = old.replaceAll('.', '\\.');
  const mention = new RegExp(
    `(wander/(?:api|frontend):|Wander |Version |Chart\\.yaml |^ {2}line: 'version: |rendered: chart version\\n {2}is: )${escaped}(?![\\w.-]*\\d)`,
    'gm',
  );
  for (const file of mentions) result[file] = result[file]!.replace(mention, (_, before: string) => before + version);
  result['CHANGELOG.md'] = changelog.replace(/^## \[Unreleased\]$/m, `## [Unreleased]\n\n## [${version}] - ${today}`);
  return result;
}

/** Orders versions; one with a suffix comes before the one without. */
function compare(a: string, b: string): number {
  const [x, y] = [a, b].map((text) => VERSION.exec(text)!.slice(1, 4).map(Number));
  for (const index of [0, 1, 2]) if (x![index] !== y![index]) return x![index]! - y![index]!;
  if (a.includes('-') !== b.includes('-')) return a.includes('-') ? -1 : 1;
  return a.localeCompare(b, 'en', { numeric: true });
}
