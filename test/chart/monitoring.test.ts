import { describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isLogQL, mistakesIn, selectorsIn } from '../support/promql.js';
import { chart, type Manifest, manifestsOf } from './support.js';

interface Rule {
  record?: string;
  alert?: string;
  expr: string;
  annotations?: Record<string, string>;
}

interface Panel {
  title: string;
  datasource: { type: string };
  targets: { expr: string }[];
}

const monitored = await manifestsOf('ci/monitoring-values.yaml');
const one = (kind: string, name: string): Manifest =>
  monitored.find((manifest) => manifest.kind === kind && manifest.metadata.name === name)!;

const { groups } = one('PrometheusRule', 'wander').spec as { groups: { rules: Rule[] }[] };
const rules = groups.flatMap((group) => group.rules);
const dashboards = Object.entries(one('ConfigMap', 'wander-dashboards').data as Record<string, string>).map(
  ([name, text]) => ({
    name,
    ...(JSON.parse(text) as { uid: string; panels: Panel[] }),
  }),
);
const panelsOf = (kind: string) =>
  dashboards.flatMap(({ name, panels }) =>
    panels
      .filter(({ datasource }) => datasource.type === kind)
      .flatMap(({ title, targets }) => targets.map(({ expr }) => ({ title: `${name}: ${title}`, expr }))),
  );
const panels = panelsOf('prometheus');
const logPanels = panelsOf('loki');

/** Grafana's variables, as Prometheus and Loki get them. */
const filledIn = (expr: string) =>
  expr
    .replaceAll(/\$__(rate_interval|auto)/g, '5m')
    .replaceAll('$namespace', 'wander')
    .replaceAll('$service', 'wander-api')
    .replaceAll('$search', '');

test('the grammar finds mistakes', () => expect(mistakesIn('sum(rate(a[5m])')).not.toEqual([]));

/** That there is what they name: test/e2e/monitored-series.test.ts. */
describe('each expression is PromQL', () => {
  test.each(rules.map(({ record, alert, expr }) => ({ name: record ?? alert, expr })))('$name', ({ expr }) =>
    expect(mistakesIn(expr)).toEqual([]),
  );
  test.each(panels)('$title', ({ expr }) => {
    expect(mistakesIn(filledIn(expr))).toEqual([]);
    expect(selectorsIn(filledIn(expr)).length).toBeGreaterThan(0);
  });
});

describe('panels of the log', () => {
  const alloy = (one('ConfigMap', 'wander-alloy').data as Record<string, string>)['config.alloy']!;
  /** Those that Alloy gives to lines, on a cluster and in compose. */
  const labels = ['container', 'level', 'namespace', 'pod'];
  const log = readFileSync('docs/operations.md', 'utf8').split('## The log')[1]!.split('\n## ')[0]!;
  const fields = [...log.matchAll(/^\| ([^|]+) \|/gm)].flatMap(([, names]) =>
    [...names!.matchAll(/`(\w+)`/g)].map(([, name]) => name),
  );

  test('the grammar finds mistakes', () => expect(isLogQL('{a="b"} | json | ')).toBe(false));

  test.each(logPanels)('$title is LogQL, of labels and fields that there are', ({ expr }) => {
    expect(isLogQL(filledIn(expr))).toBe(true);
    const [, selector = ''] = /\{([^}]*)\}/.exec(expr) ?? [];
    const asked = [...selector.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)].map(([, label]) => label!);
    expect(asked).toContain('namespace');
    expect(asked.filter((label) => !labels.includes(label))).toEqual([]);
    const [, filters = ''] = expr.split('| json');
    const used = [...filters.matchAll(/(\w+)\s*(?:=|!=|>)\s*["\d]/g)].map(([, field]) => field!);
    expect(used.filter((field) => !fields.includes(field) && field !== '__error__')).toEqual([]);
  });

  test('Alloy gives these labels', () => {
    expect(logPanels.length).toBeGreaterThan(8);
    const compose = readFileSync('observability/docker.alloy', 'utf8');
    for (const label of labels) expect([label, alloy.includes(`"${label}"`)]).toEqual([label, true]);
    for (const label of labels.filter((label) => label !== 'level'))
      expect([label, compose.includes(`"${label}" `)]).toEqual([label, true]);
  });

  test('Alloy reads the release’s pods alone, and writes to the Loki of the values', () => {
    expect(alloy).toContain('names = ["wander"]');
    expect(alloy).toContain('label = "app.kubernetes.io/instance=wander"');
    expect(alloy).toContain('url = "http://loki-gateway.monitoring.svc/loki/api/v1/push"');
    expect(alloy).not.toContain('sys.env');
  });
});

test('there are dashboards of the service, its database, its community, its pages and its log', () => {
  expect(dashboards.map(({ name }) => name).sort()).toEqual([
    'community.json',
    'database.json',
    'logs.json',
    'pages.json',
    'wander.json',
  ]);
  expect(new Set(dashboards.map(({ uid }) => uid)).size).toBe(dashboards.length);
});

test('each alert has a runbook, and each recorded series is used', () => {
  const alerts = rules.filter(({ alert }) => alert !== undefined);
  expect(alerts.length).toBeGreaterThanOrEqual(13);
  for (const { alert, annotations } of alerts) {
    const file = /^(docs\/runbooks\/[\w-]+\.md) of the chart$/.exec(annotations?.runbook ?? '')?.[1] ?? 'none';
    expect({ alert, there: existsSync(join(chart, file)) }).toEqual({ alert, there: true });
    expect(readFileSync(join(chart, file), 'utf8')).toContain(alert);
  }
  const recorded = new Set(rules.flatMap(({ record }) => record ?? []));
  const used = alerts.map(({ expr }) => expr).join('\n');
  expect([...recorded].filter((name) => !used.includes(`${name}{`))).toEqual([]);
});

test('the ServiceMonitor reads the port that the API’s Service has', () => {
  const { endpoints, selector } = one('ServiceMonitor', 'wander-api').spec as {
    endpoints: { port: string }[];
    selector: { matchLabels: Record<string, string> };
  };
  const service = one('Service', 'wander-api');
  const { ports } = service.spec as { ports: { name: string; port: number }[] };
  expect(ports.find(({ name }) => name === endpoints[0]!.port)?.port).toBe(9464);
  expect((service.metadata as { labels?: Record<string, string> }).labels).toMatchObject(selector.matchLabels);
});
