import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { chart, manifestsOf, run } from './support.js';

/** What watches Wander in docker-compose.yml: by the chart's own rules, routes, dashboards and labels, as their programs read them. */

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');

interface Service {
  image: string;
  command: string[];
  volumes: string[];
}
const { services } = parse(read('docker-compose.yml'), { merge: true, maxAliasCount: -1 }) as {
  services: Record<string, Service>;
};

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'wander-observability-'));
  // What the containers do before they begin, with folders in place of their mounts.
  for (const name of ['prometheus', 'alertmanager']) {
    const script = services[name]!.command[0]!.split('exec ')[0]!
      .replaceAll('$$', '$')
      .replaceAll('/tmp/', `${directory}/`)
      .replaceAll('/chart/', `${chart}/files/`)
      .replaceAll('/receivers.yaml', join(root, 'observability/receivers.yaml'));
    execFileSync('sh', ['-euc', script]);
  }
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const succeeds = async (tool: string, args: string[], input?: string) => {
  const { code, out, err } = await run(tool, args, input, root);
  expect({ code, said: code === 0 ? '' : out + err }).toEqual({ code: 0, said: '' });
  return out;
};

test.each([[], ['dumps'], ['observability']])('compose takes its file with the profile %j', async (...profiles) => {
  await succeeds('docker-compose', [...profiles.flatMap((name) => ['--profile', name]), 'config', '--quiet']);
});

describe('Prometheus', () => {
  const config = parse(read('observability/prometheus.yaml')) as {
    rule_files: string[];
    scrape_configs: { job_name: string; static_configs: { targets: string[]; labels: Record<string, string> }[] }[];
  };

  test('takes its configuration and its rules', async () => {
    const file = join(directory, 'prometheus.yaml');
    const text = read('observability/prometheus.yaml');
    expect(config.rule_files).toEqual(['/tmp/rules.yaml']);
    await writeFile(file, text.replace('/tmp/rules.yaml', join(directory, 'rules.yaml')));
    expect(await succeeds('promtool', ['check', 'config', file])).toMatch(/SUCCESS: \d\d rules found/);
  });

  test('has the rules that the chart makes, but of what only a cluster has', async () => {
    const manifests = await manifestsOf('ci/monitoring-values.yaml');
    const ofChart = manifests.find(({ kind }) => kind === 'PrometheusRule')!.spec as { groups: { name: string }[] };
    const there = parse(await readFile(join(directory, 'rules.yaml'), 'utf8')) as { groups: { name: string }[] };
    const onClusters = ['wander-backup', 'wander-probe'];
    const expected = ofChart.groups.filter(({ name }) => !onClusters.includes(name));
    expect(there.groups).toEqual(JSON.parse(JSON.stringify(expected).replaceAll('wander-api', 'api')));
    expect(there.groups.length).toBe(ofChart.groups.length - onClusters.length);
  });

  test('gives the labels that rules and dashboards ask for', () => {
    const jobs = config.scrape_configs.flatMap(({ job_name: job, static_configs: all }) =>
      all.map(({ targets, labels }) => ({ job, targets, labels })),
    );
    expect(jobs.map(({ job }) => job)).toEqual(['api', 'nginx', 'postgres', 'redis']);
    expect(jobs[0]).toMatchObject({ targets: ['api:9464'], labels: { service: 'api' } });
    for (const { targets, labels } of jobs) {
      expect(labels).toMatchObject({ namespace: 'wander', pod: expect.any(String) });
      expect(services).toHaveProperty([targets[0]!.split(':')[0]!]);
    }
  });
});

test('Alertmanager takes its configuration, and tells by the chart’s routes', async () => {
  const file = join(directory, 'alertmanager.yaml');
  await succeeds('amtool', ['check-config', file]);
  const manifests = await manifestsOf('ci/monitoring-values.yaml');
  const { stringData } = manifests.find(({ metadata }) => metadata.name === 'wander-alertmanager')!;
  const ofChart = parse((stringData as Record<string, string>)['alertmanager.yaml']!) as Record<string, unknown>;
  const there = parse(await readFile(file, 'utf8')) as Record<string, unknown>;
  expect(there).toMatchObject({ route: ofChart.route, inhibit_rules: ofChart.inhibit_rules });
});

test('Alloy’s configurations are in its language, and formatted', async () => {
  const manifests = await manifestsOf('ci/monitoring-values.yaml');
  const { data } = manifests.find(({ metadata }) => metadata.name === 'wander-alloy')!;
  const files = services
    .alloy!.volumes.map((volume) => volume.split(':')[0]!)
    .filter((path) => path.endsWith('.alloy'));
  expect(files).toEqual(['./observability/docker.alloy', './helm/wander/files/alloy/lines.alloy']);
  for (const text of [(data as Record<string, string>)['config.alloy']!, ...files.map(read)])
    expect(await succeeds('alloy-syntax', [], text)).toMatch(/^[2-9] blocks/);
});

test('the exporters are those of the chart', () => {
  const values = parse(readFileSync(join(chart, 'values.yaml'), 'utf8')) as Record<
    string,
    { metrics: { image: { repository: string; tag: string } } }
  >;
  for (const [name, { image }] of [
    ['nginx', values.frontend!.metrics],
    ['postgres', values.postgresql!.metrics],
    ['redis', values.redis!.metrics],
  ] as const)
    expect(services[`${name}-exporter`]!.image).toContain(`:-${image.repository}:${image.tag}}`);
});

test('Grafana has the chart’s dashboards, and each kind of source that they ask for', () => {
  const mount = './helm/wander/files/dashboards:/etc/grafana/dashboards:ro';
  expect(services.grafana!.volumes).toContain(mount);
  expect(read('observability/grafana/dashboards.yaml')).toContain(mount.split(':')[1]);
  const { datasources } = parse(read('observability/grafana/datasources.yaml')) as {
    datasources: { uid: string; type: string; url: string }[];
  };
  const kinds = datasources.map(({ type }) => type);
  const asked = readdirSync(join(chart, 'files/dashboards')).flatMap((name) => {
    const { panels } = JSON.parse(read(`helm/wander/files/dashboards/${name}`)) as {
      panels: { datasource: { type: string } }[];
    };
    return panels.map(({ datasource }) => datasource.type);
  });
  expect(new Set(asked)).toEqual(new Set(['prometheus', 'loki']));
  expect(kinds).toEqual(expect.arrayContaining([...asked, 'tempo', 'alertmanager']));
  for (const { url } of datasources) expect(services).toHaveProperty([new URL(url).hostname]);
  // Sources that one leads to from another.
  const named = [...read('observability/grafana/datasources.yaml').matchAll(/datasourceUid: (\w+)/g)].map(
    ([, uid]) => uid,
  );
  expect(datasources.map(({ uid }) => uid)).toEqual(expect.arrayContaining(named));
});
