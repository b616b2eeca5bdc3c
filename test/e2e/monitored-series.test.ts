import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { MetricsServer } from '../../server/platform/observability/index.js';
import { type App, startApp } from '../support/app.js';
import { signUp, writeStory } from '../support/factories.js';
import { groupingLabelsIn, type Sample, samplesIn, type Selector, selectorsIn } from '../support/promql.js';
import { describeWithRedis, RedisServer } from '../support/redis.js';

/** What alerts and dashboards of the chart read is what a running Wander, or the exporter that they name, tells. */

const files = new URL('../../helm/wander/files/', import.meta.url);
const scrapes = new URL('../chart/scrapes/', import.meta.url);

interface Rule {
  record?: string;
  alert?: string;
  expr: string;
}
interface Group {
  rules: Rule[];
}

const rules = readdirSync(files)
  .filter((name) => /^alerts.*\.yaml$/.test(name))
  .flatMap((name) => {
    const content = parse(readFileSync(new URL(name, files), 'utf8')) as { groups: Group[] } | Group[];
    return (Array.isArray(content) ? content : content.groups).flatMap((group) => group.rules);
  });

interface Panel {
  title: string;
  datasource: { type: string };
  targets: { expr: string; legendFormat: string }[];
}
const dashboards = readdirSync(new URL('dashboards/', files)).map((name) => ({
  name,
  ...(JSON.parse(readFileSync(new URL(`dashboards/${name}`, files), 'utf8')) as {
    panels: Panel[];
    templating: { list: { query: string }[] };
  }),
}));
const asRead = (expr: string) => expr.replaceAll('$__rate_interval', '5m');

/** What Prometheus adds to each series by itself. */
const OF_TARGETS = ['namespace', 'service', 'pod', 'job', 'instance'];
const RECORDED = new Set(rules.flatMap(({ record }) => record ?? []));
/** Prometheus' own. */
const OWN: Sample = { name: 'up', labels: {} };

describeWithRedis('alerts and dashboards', () => {
  let redis: RedisServer;
  let app: App;
  let samples: Map<string, Sample[]>;

  beforeAll(async () => {
    redis = await RedisServer.start();
    app = await startApp({ REDIS_URL: redis.url });
    const port = await app.nest.get(MetricsServer).listen(0, '127.0.0.1');
    await writeStory(app, await signUp(app));
    await app.graphql('query Newest { posts(first: 1) { nodes { id } } }');
    await fetch(`${app.url}/feed.xml`);
    const ofWander = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    const ofExporters = readdirSync(scrapes).map((name) => readFileSync(new URL(name, scrapes), 'utf8'));
    const all = [ofWander, ...ofExporters].flatMap(samplesIn);
    samples = new Map();
    for (const sample of [...all, OWN]) samples.set(sample.name, [...(samples.get(sample.name) ?? []), sample]);
  });
  afterAll(async () => {
    await app?.close();
    await redis?.close();
  });

  const agrees = (matcher: Selector['matchers'][number], { labels }: Sample): boolean => {
    const { label, operator, value } = matcher;
    // Filled in by the chart, or by Grafana.
    if (OF_TARGETS.includes(label) || value.startsWith('$') || value === 'BACKUP') return true;
    const has = labels[label] ?? '';
    if (operator === '=') return has === value;
    if (operator === '!=') return label in labels && has !== value;
    const isMatch = new RegExp(`^(?:${value})$`).test(has);
    return operator === '=~' ? isMatch : label in labels && !isMatch;
  };

  /** What is wrong with an expression. */
  function unknownIn(expr: string, legend = ''): string[] {
    const found: string[] = [];
    const labels = new Set(OF_TARGETS);
    for (const { name, matchers } of selectorsIn(expr)) {
      if (RECORDED.has(name)) continue;
      const known = (samples.get(name) ?? []).filter((sample) => matchers.every((matcher) => agrees(matcher, sample)));
      if (known.length === 0)
        found.push(`${name}{${matchers.map((m) => `${m.label}${m.operator}"${m.value}"`).join()}}`);
      for (const sample of known) for (const label of Object.keys(sample.labels)) labels.add(label);
    }
    const used = [...groupingLabelsIn(expr), ...[...legend.matchAll(/\{\{(\w+)\}\}/g)].map(([, label]) => label!)];
    return [...found, ...used.filter((label) => !labels.has(label)).map((label) => `by ${label}`)];
  }

  test('what there is not is found', () => {
    expect(unknownIn('sum by (outcome) (rate(wander_graphql_requests_total{outcome="ok"}[5m]))')).toEqual([]);
    expect(
      unknownIn('sum by (nothing) (rate(wander_graphql_requests_total{outcome="fine"}[5m])) + wander_none'),
    ).toEqual(['wander_graphql_requests_total{outcome="fine"}', 'wander_none{}', 'by nothing']);
  });

  test('every series that a rule names is told by somebody', () => {
    expect(rules.length).toBeGreaterThan(35);
    expect(
      rules.flatMap(({ record, alert, expr }) => unknownIn(expr).map((what) => `${record ?? alert}: ${what}`)),
    ).toEqual([]);
  });

  test.each(dashboards)('so is every one of the dashboard $name', ({ panels, templating }) => {
    expect(panels.length).toBeGreaterThan(5);
    // Of the log, test/chart/monitoring.test.ts.
    const wrong = panels
      .filter(({ datasource }) => datasource.type === 'prometheus')
      .flatMap(({ title, targets }) =>
        targets.flatMap(({ expr, legendFormat }) =>
          unknownIn(asRead(expr), legendFormat).map((what) => `${title}: ${what}`),
        ),
      );
    expect(wrong).toEqual([]);
    const asked = templating.list.flatMap(({ query }) => /^label_values\((.+), (\w+)\)$/.exec(query)?.slice(1) ?? []);
    for (let i = 0; i < asked.length; i += 2) expect(unknownIn(asked[i]!, `{{${asked[i + 1]}}}`)).toEqual([]);
  });
});
