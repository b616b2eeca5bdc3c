import { describe, expect, test } from '@jest/globals';
import { parser } from '@prometheus-io/lezer-promql';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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
const dashboard = JSON.parse(
  (one('ConfigMap', 'wander-dashboards').data as Record<string, string>)['wander.json']!,
) as {
  panels: { title: string; targets: { expr: string }[] }[];
};
const panels = dashboard.panels.flatMap(({ title, targets }) => targets.map(({ expr }) => ({ title, expr })));

/** Grafana's variables, as Prometheus gets them. */
const filledIn = (expr: string) =>
  expr.replaceAll('$__rate_interval', '5m').replaceAll('$namespace', 'wander').replaceAll('$service', 'wander-api');

/** What Prometheus' own grammar does not understand. */
function mistakes(expr: string): string[] {
  const found: string[] = [];
  parser.parse(expr).iterate({
    enter: (node) => {
      if (node.type.isError) found.push(expr.slice(Math.max(0, node.from - 20), node.to + 20));
    },
  });
  return found;
}

/** The names of metrics and recorded series in an expression. */
const namesIn = (expr: string): string[] => [...new Set(expr.match(/\b(?:wander|process|nodejs)[:_][\w:]+/g) ?? [])];

/** Every name that the server gives a metric, as its sources have it. */
function serverMetrics(): Set<string> {
  const folder = join(chart, '../../server');
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
  );
  const names = sources.flatMap((name) => readFileSync(join(folder, name), 'utf8').match(/\bwander_[a-z_]+/g) ?? []);
  return new Set(names);
}

const known = serverMetrics();
const recorded = new Set(rules.flatMap(({ record }) => record ?? []));
const isKnown = (name: string) =>
  recorded.has(name) || known.has(name.replace(/_(bucket|count|sum)$/, '')) || /^(process|nodejs)_/.test(name);

test('the server’s metrics were found', () => {
  expect(known.size).toBeGreaterThan(8);
  expect(isKnown('wander_no_such_metric')).toBe(false);
  expect(mistakes('sum(rate(a[5m])')).not.toEqual([]);
});

describe('each expression is PromQL, on metrics that there are', () => {
  test.each(rules.map(({ record, alert, expr }) => ({ name: record ?? alert, expr })))('$name', ({ expr }) => {
    expect(mistakes(expr)).toEqual([]);
    expect(namesIn(expr).filter((name) => !isKnown(name))).toEqual([]);
  });

  test.each(panels)('$title', ({ expr }) => {
    expect(mistakes(filledIn(expr))).toEqual([]);
    expect(namesIn(expr).length).toBeGreaterThan(0);
    expect(namesIn(expr).filter((name) => !isKnown(name))).toEqual([]);
  });
});

test('each alert has a runbook, and each recorded series is used', () => {
  const alerts = rules.filter(({ alert }) => alert !== undefined);
  expect(alerts.length).toBeGreaterThanOrEqual(13);
  for (const { alert, annotations } of alerts) {
    const file = /^(docs\/runbooks\/[\w-]+\.md) of the chart$/.exec(annotations?.runbook ?? '')?.[1] ?? 'none';
    expect({ alert, there: existsSync(join(chart, file)) }).toEqual({ alert, there: true });
    expect(readFileSync(join(chart, file), 'utf8')).toContain(alert);
  }
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
