import { describe, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesOf, run, template } from '../chart/support.js';

/** Gives a folder that holds the manifests of the file and nothing else, each under its template's name. */
async function withManifests<T>(file: string, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'wander-manifests-'));
  try {
    const { code, err } = await template(filesOf(file), { more: ['--output-dir', folder] });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe.each(['values-staging.yaml', 'values-prod.yaml'])('%s', (file) => {
  test('checkov finds nothing', async () => {
    const { out } = await withManifests(file, (folder) =>
      run('checkov', [
        '--skip-download',
        '--framework',
        'kubernetes',
        '--compact',
        '--output',
        'json',
        '--directory',
        folder,
      ]),
    );
    const { results, summary } = JSON.parse(out) as {
      results: { failed_checks: { check_id: string; resource: string }[] };
      summary: { passed: number; parsing_errors: number };
    };
    expect(results.failed_checks.map(({ check_id, resource }) => `${check_id} ${resource}`)).toEqual([]);
    expect(summary.parsing_errors).toBe(0);
    expect(summary.passed).toBeGreaterThan(300);
  });

  test('trivy finds nothing', async () => {
    const { out } = await withManifests(file, (folder) =>
      run('trivy', [
        ...['config', '--skip-check-update', '--quiet', '--format', 'json'],
        ...['--ignorefile', '.trivyignore.yaml', folder],
      ]),
    );
    const { Results = [] } = JSON.parse(out) as { Results?: Result[] };
    const findings = Results.flatMap(({ Misconfigurations = [] }) => Misconfigurations);
    expect(findings.map(({ ID, Severity, Message }) => `${ID} ${Severity} ${Message}`)).toEqual([]);
    expect(Results.reduce((sum, { MisconfSummary }) => sum + (MisconfSummary?.Successes ?? 0), 0)).toBeGreaterThan(50);
  });
});

interface Result {
  Misconfigurations?: { ID: string; Severity: string; Message: string }[];
  MisconfSummary?: { Successes: number };
}
