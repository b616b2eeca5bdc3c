import { describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mistakesIn, selectorsIn } from '../support/promql.js';
import { chart, type Manifest, manifestsOf } from './support.js';

interface Rule {
  record?: string;
  alert?: string;
  expr: string;
  annotations?: Record<string, string>;
}

const monitored = await manifestsOf('ci/monitoring-values.yaml');
const one = (kind: string, name: string): Manifest =>
  monitored.find((manifest) => manifest.kind === kind && manifest.metadata.name === name)!;

const { groups } = one('PrometheusRule', 'wander').spec as { groups: { rules: Rule[] }[] };
const rules = groups.flatMap((group) => group.rules);
const dashboards = Object.entries(one('ConfigMap', 'wander-dashboards').data as Record<string, string>).map(
  ([name, text]) => ({
    name,
    ...(JSON.parse(text) as { uid: string; panels: { title: string; targets: { expr: string }[] }[] }),
  }),
);
const panels = dashboards.flatMap(({ name, panels: all }) =>
  all.flatMap(({ title, targets }) => targets.map(({ expr }) => ({ title: `${name}: ${title}`, expr }))),
);

/** Grafana's variables, as Prometheus gets them. */
const filledIn = (expr: string) =>
  expr.replaceAll('$__rate_interval', '5m').replaceAll('$namespace', 'wander').replaceAll('$service', 'wander-api');

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

test('there are dashboards of the service, its database, its community and its pages', () => {
  expect(dashboards.map(({ name }) => name).sort()).toEqual([
    'community.json',
    'database.json',
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
