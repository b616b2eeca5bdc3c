import { beforeEach, describe, expect, test } from '@jest/globals';
import { Metrics } from './metrics.js';

let metrics: Metrics;
beforeEach(() => {
  metrics = new Metrics();
});

/** The lines of the exposition that begin so. */
const lines = async (beginning: string): Promise<string[]> =>
  (await metrics.registry.metrics()).split('\n').filter((line) => line.startsWith(beginning));

describe('operations', () => {
  test('are counted by name, kind and outcome', async () => {
    const stats = metrics.operation('Newest', 'query');
    for (const outcome of ['ok', 'ok', 'error', 'unavailable'] as const) stats.record(0.01, outcome);
    expect(metrics.operation('Newest', 'query')).toBe(stats);
    expect(await lines('wander_graphql_requests_total')).toEqual([
      'wander_graphql_requests_total{operation="Newest",kind="query",outcome="ok"} 2',
      'wander_graphql_requests_total{operation="Newest",kind="query",outcome="error"} 1',
      'wander_graphql_requests_total{operation="Newest",kind="query",outcome="refused"} 0',
      'wander_graphql_requests_total{operation="Newest",kind="query",outcome="unavailable"} 1',
    ]);
  });

  test('fill buckets that hold the smaller ones too; a bound belongs to its own bucket', async () => {
    const stats = metrics.operation('Newest', 'query');
    for (const seconds of [0.0005, 0.001, 0.0011, 0.2, 60]) stats.record(seconds, 'ok');
    const all = await lines('wander_graphql_request_duration_seconds');
    const buckets = all.flatMap(
      (line) => /_bucket\{operation="Newest",kind="query",le="(.+)"\} (\d+)$/.exec(line) ?? [],
    );
    const byBound = Object.fromEntries(buckets.flatMap((text, i) => (i % 3 === 1 ? [[text, buckets[i + 1]]] : [])));
    expect(byBound).toMatchObject({ 0.001: '2', 0.0025: '3', 0.1: '3', 0.25: '4', 10: '4', '+Inf': '5' });
    expect(all.at(-2)).toMatch(/_sum\{operation="Newest",kind="query"\} 60\.2026/);
    expect(all.at(-1)).toMatch(/_count\{operation="Newest",kind="query"\} 5$/);
  });

  test('without a name are anonymous, and refused unparsed are none whatever they claim', () => {
    metrics.operation(undefined, 'mutation').record(0.1, 'ok');
    metrics.operation('Claimed', 'none').record(0.1, 'refused');
    expect(metrics.operation('anonymous', 'mutation').ok).toBe(1);
    expect(metrics.operation(undefined, 'none').refused).toBe(1);
  });

  test('have at most 200 names of their own', async () => {
    const first = metrics.operation('Name0', 'query');
    for (let i = 1; i < 1_000; i += 1) metrics.operation(`Name${i}`, 'query').record(0.01, 'ok');
    const counted = await lines('wander_graphql_request_duration_seconds_count');
    expect(counted).toHaveLength(201);
    expect(counted).toContain('wander_graphql_request_duration_seconds_count{operation="other",kind="query"} 800');
    expect(metrics.operation('Name0', 'query')).toBe(first);
  });

  test.each(['x'.repeat(65), 'ana@example.org', 'eyJhbGciOi.eyJzdWIi.c2ln', 'a"} 1\nb', '', 'ñ'])(
    '%j is no name to be shown',
    async (name) => {
      metrics.operation(name, 'query').record(0.01, 'ok');
      expect(metrics.operation('other', 'query').ok).toBe(1);
      expect(await lines('wander_graphql_request_duration_seconds_count')).toHaveLength(1);
    },
  );
});

test('errors are counted by code, each of ours from zero on, and strange ones together', async () => {
  metrics.error('NOT_FOUND');
  metrics.error('GRAPHQL_VALIDATION_FAILED');
  for (let i = 0; i < 100; i += 1) metrics.error(`CODE_${i}`);
  const all = await lines('wander_graphql_errors_total');
  expect(all).toContain('wander_graphql_errors_total{code="NOT_FOUND"} 1');
  expect(all).toContain('wander_graphql_errors_total{code="CONFLICT"} 0');
  expect(all).toContain('wander_graphql_errors_total{code="GRAPHQL_VALIDATION_FAILED"} 1');
  expect(all).toContain('wander_graphql_errors_total{code="other"} 71');
  expect(all.length).toBeLessThan(50);
});

test('who answered is counted', async () => {
  metrics.path('fast_path');
  metrics.path('fast_path');
  metrics.path('cached');
  expect(await lines('wander_graphql_answers_total')).toEqual([
    'wander_graphql_answers_total{path="fast_path"} 2',
    'wander_graphql_answers_total{path="apollo"} 0',
    'wander_graphql_answers_total{path="cached"} 1',
  ]);
  expect(await lines('wander_graphql_lane_requests_total')).toEqual([
    'wander_graphql_lane_requests_total{path="lane"} 2',
    'wander_graphql_lane_requests_total{path="apollo"} 0',
    'wander_graphql_lane_requests_total{path="cached"} 1',
  ]);
});

test('gauges and counters of others are read at each scrape, one series for each of their labels', async () => {
  let open = 1;
  metrics.gauge('wander_doors', 'Doors.', () => open, { state: 'open' });
  metrics.gauge('wander_doors', 'Doors.', () => 3 - open, { state: 'closed' });
  metrics.counter('wander_knocks_total', 'Knocks.', () => 7);
  expect(await lines('wander_doors')).toEqual(['wander_doors{state="open"} 1', 'wander_doors{state="closed"} 2']);
  open = 3;
  expect(await lines('wander_doors')).toEqual(['wander_doors{state="open"} 3', 'wander_doors{state="closed"} 0']);
  expect(await lines('wander_knocks_total')).toEqual(['wander_knocks_total 7']);
  expect(await lines('# TYPE wander_')).toEqual(
    expect.arrayContaining(['# TYPE wander_doors gauge', '# TYPE wander_knocks_total counter']),
  );
});
