import { describe, expect, test } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { chart, ciFiles, render, run, valuesFiles } from './support.js';
import { exceptionsOf, KUBESEC } from './exceptions.js';

const schemas = process.env.CHART_SCHEMAS!;
const KUBERNETES = '1.36.0';

describe.each([...valuesFiles, ...ciFiles])('%s', (file) => {
  test('each of its pods is allowed by the Pod Security Standard restricted', async () => {
    const { code, out } = await run('pod-security', [], await render(file));
    expect(out).toMatch(/^[1-9]\d* looked at, 0 refused\n$/);
    expect(code).toBe(0);
  });
});

describe.each(['values-staging.yaml', 'values-prod.yaml'])('%s', (file) => {
  test('kube-score finds nothing', async () => {
    const { out } = await run('kube-score', ['score', '--output-format', 'ci', '-'], await render(file));
    expect(out.split('\n').filter((line) => /^\[(CRITICAL|WARNING)\]/.test(line))).toEqual([]);
    expect(out.match(/^\[OK\]/gm)!.length).toBeGreaterThan(100);
  });

  test('kubesec finds nothing critical, and no workload that leaves out what it counts', async () => {
    const location = `${schemas}/{{.NormalizedKubernetesVersion}}{{.StrictSuffix}}/{{.ResourceKind}}{{.KindSuffix}}.json`;
    const { out } = await run(
      'kubesec',
      ['scan', '--kubernetes-version', KUBERNETES, '--schema-location', location, '/dev/stdin'],
      await render(file),
    );
    const reports = JSON.parse(out) as { object: string; valid: boolean; score: number; scoring: Scoring | null }[];
    const workloads = reports.filter(({ scoring }) => scoring !== null && Object.keys(scoring).length > 0);
    expect(workloads.length).toBeGreaterThanOrEqual(5);
    expect(reports.filter(({ valid }) => !valid)).toEqual([]);
    expect(workloads.filter(({ scoring }) => scoring?.critical?.length)).toEqual([]);
    const advice = workloads.flatMap(({ object, scoring }) =>
      (scoring?.advise ?? []).filter(({ id }) => !(id in KUBESEC)).map(({ id }) => `${object} ${id}`),
    );
    expect(advice).toEqual([]);
  });
});

interface Scoring {
  critical?: { id: string }[];
  advise?: { id: string }[];
}

test('shellcheck finds nothing in what the pods run', async () => {
  const scripts = ['files', 'charts/postgresql/files', 'charts/redis/files'].flatMap((folder) =>
    readdirSync(join(chart, folder))
      .filter((name) => name.endsWith('.sh'))
      .map((name) => join(folder, name)),
  );
  expect(scripts.length).toBeGreaterThanOrEqual(8);
  // The path of /scripts/common.sh is that of the pod.
  const { out } = await run('shellcheck', ['--external-sources', '--exclude=SC1091', ...scripts]);
  expect(out).toBe('');
});

describe('exceptions', () => {
  test('are ten at most, each for one resource with its reason', async () => {
    const exceptions = await exceptionsOf();
    console.log(
      `Exceptions from scanners: ${exceptions.length} of at most 10\n${exceptions.map((line) => `  ${line}`).join('\n')}`,
    );
    expect(exceptions.length).toBeLessThanOrEqual(10);
    expect(exceptions.filter((line) => !/^(\w+\/)?[\w-]+: [\w-]+ \(.{10,}\)$/.test(line))).toEqual([]);
  });
});
