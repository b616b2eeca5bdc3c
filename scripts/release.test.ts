import { describe, expect, test } from '@jest/globals';
import { disagreements, notesOf, prepareRelease, readReleaseFiles, requireVersion, type Texts } from './lib/release.js';

const texts = readReleaseFiles();
const current = (JSON.parse(texts['package.json']!) as { version: string }).version;
const [major = '0'] = current.split('.');
const next = `${Number(major) + 1}.0.0`;
const TODAY = '2027-03-01';

const withChangelog = (text: string): Texts => ({ ...texts, 'CHANGELOG.md': text });
const UNRELEASED = '# Changelog\n\n## [Unreleased]\n\n### Added\n\n- A map.\n';

test('package, lockfile, chart and compose have one version', () => {
  expect(disagreements(texts, current)).toEqual([]);
});

test('a release writes its version everywhere, and dates the changelog', () => {
  const after = prepareRelease(withChangelog(UNRELEASED), next, TODAY);
  expect(disagreements(after, next)).toEqual([]);
  expect(after['CHANGELOG.md']).toContain(`## [Unreleased]\n\n## [${next}] - ${TODAY}\n\n### Added\n\n- A map.`);
  expect(notesOf(after['CHANGELOG.md']!, next)).toBe('### Added\n\n- A map.');
  const images = Object.values(after)
    .join('\n')
    .match(/wander\/(api|frontend):\d[\w.-]*/g)!;
  expect([...new Set(images)].sort()).toEqual([`wander/api:${next}`, `wander/frontend:${next}`]);
  expect(JSON.parse(after['package-lock.json']!)).toMatchObject({ version: next, packages: { '': { version: next } } });
  expect(after['helm/wander/README.md']).toContain(`Version ${next}, for Wander ${next}`);
});

test('a release changes no version but its own', () => {
  const after = prepareRelease(withChangelog(UNRELEASED), next, TODAY);
  const lines = (text: string) => text.split('\n');
  for (const [file, text] of Object.entries(after)) {
    if (file === 'CHANGELOG.md') continue;
    const before = lines(texts[file]!);
    const changed = lines(text).filter((line, index) => line !== before[index]);
    for (const line of changed) expect(line).toContain(next);
  }
  expect(after['helm/wander/Chart.yaml']!.match(new RegExp(next.replaceAll('.', '\\.'), 'g'))).toHaveLength(2);
});

test('the version that package and chart have already can be the first release', () => {
  expect(notesOf(prepareRelease(withChangelog(UNRELEASED), current, TODAY)['CHANGELOG.md']!, current)).toContain(
    'A map.',
  );
});

describe('a release is refused', () => {
  test.each([
    ['with nothing to tell', withChangelog('# Changelog\n\n## [Unreleased]\n'), next, 'nothing under Unreleased'],
    ['twice', withChangelog(`${UNRELEASED}\n## [${next}] - 2027-01-01\n\n- B.\n`), next, 'already'],
    ['that is older', withChangelog(UNRELEASED), '0.0.1', 'older'],
    ['that comes before what there is', withChangelog(UNRELEASED), `${current}-rc.1`, 'older'],
    [
      'while versions differ',
      { ...withChangelog(UNRELEASED), 'helm/wander/Chart.yaml': 'version: 9.9.9\nappVersion: 9.9.9\n' },
      next,
      'helm/wander/Chart.yaml (appVersion) says 9.9.9',
    ],
    [
      'with a Sunset that is near',
      withChangelog(`${UNRELEASED}- \`Query.a\`: use \`Query.b\`. Sunset: 2027-05-29.\n`),
      next,
      'Sunset of Query.a',
    ],
  ])('%s', (_what, files, version, why) => {
    expect(() => prepareRelease(files, version, TODAY)).toThrow(why);
  });

  test.each([undefined, 'v1.2.3', '1.2', '1.2.3 && true', '1.2.3-'])('as %s', (version) => {
    expect(() => requireVersion(version, 'release')).toThrow('make release version=1.2.3');
  });
});
