import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Cache } from '../../server/platform/cache/index.js';
import { Metrics, MetricsServer } from '../../server/platform/observability/index.js';
import { type App, startApp } from '../support/app.js';
import { type Person, signUp, writeStory } from '../support/factories.js';
import { hear, until } from '../support/live.js';

const anything = () => true;

interface Scrape {
  text: string;
  contentType: string | null;
  types: Record<string, string>;
  /** By its line up to the value. */
  values: Record<string, number>;
}

let app: App;
let metricsUrl: string;
let ana: Person;
beforeAll(async () => {
  app = await startApp({ DATABASE_POOL: '4' });
  metricsUrl = `http://127.0.0.1:${await app.nest.get(MetricsServer).listen(0, '127.0.0.1')}`;
  ana = await signUp(app);
});
afterAll(() => app.close());

const LABEL = /[a-z_]+="(?:[^"\\\n]|\\[\\n"])*"/.source;
const SAMPLE = new RegExp(`^([a-z_][a-z0-9_]*(?:\\{${LABEL}(?:,${LABEL})*\\})?) (-?[\\d.e+-]+|\\+Inf|[Nn]a[Nn])$`);

/** Reads Prometheus' text format. @throws Error at a line that is none of its, or comes twice */
async function scrape(): Promise<Scrape> {
  const response = await fetch(`${metricsUrl}/metrics`);
  expect(response.status).toBe(200);
  const text = await response.text();
  const types: Scrape['types'] = {};
  const values: Scrape['values'] = {};
  for (const line of text.split('\n').filter((each) => each !== '')) {
    const [, name, type] = /^# TYPE (\S+) (counter|gauge|histogram|summary)$/.exec(line) ?? [];
    const [, sample, value] = SAMPLE.exec(line) ?? [];
    if (name && type) types[name] = type;
    else if (sample && !(sample in values)) values[sample] = Number(value!.replace('+Inf', 'Infinity'));
    else if (!line.startsWith('# HELP ')) throw new Error(`not in the format, or twice: ${line}`);
  }
  return { text, contentType: response.headers.get('content-type'), types, values };
}

test('a scrape tells of operations, errors, pool, cache and event loop, in the format of Prometheus', async () => {
  const { contentType, types, values } = await scrape();
  expect(contentType).toMatch(/^text\/plain; version=0\.0\.4/);
  expect(types).toMatchObject({
    wander_graphql_requests_total: 'counter',
    wander_graphql_request_duration_seconds: 'histogram',
    wander_graphql_errors_total: 'counter',
    wander_graphql_answers_total: 'counter',
    wander_graphql_lane_requests_total: 'counter',
    wander_database_connections: 'gauge',
    wander_cache_lookups_total: 'counter',
    wander_event_loop_late: 'gauge',
    nodejs_eventloop_lag_seconds: 'gauge',
    process_cpu_seconds_total: 'counter',
  });
  expect(values).toMatchObject({
    'wander_database_connections_limit{pool="main"}': 4,
    'wander_graphql_answers_total{path="fast_path"}': expect.any(Number),
    'wander_graphql_errors_total{code="NOT_FOUND"}': expect.any(Number),
    'wander_database_waiting{pool="main"}': 0,
    wander_event_loop_late: 0,
  });
  const connections = (state: string) => values[`wander_database_connections{pool="main",state="${state}"}`]!;
  expect(connections('idle') + connections('busy')).toBeGreaterThan(0);
});

test('what was counted is there at the next scrape', async () => {
  const metrics = app.nest.get(Metrics);
  const cache = app.nest.get(Cache);
  const before = await scrape();
  const newest = metrics.operation('MetricsTest', 'query');
  for (const seconds of [0.002, 0.003, 30]) newest.record(seconds, 'ok');
  newest.record(0.0001, 'unavailable');
  for (let i = 0; i < 3; i += 1) await cache.remember('v1:metrics-test', 60, async () => 'value', anything);
  const { values } = await scrape();
  const since = (name: string) => values[name]! - (before.values[name] ?? 0);
  const labels = 'operation="MetricsTest",kind="query"';
  expect(since(`wander_graphql_requests_total{${labels},outcome="ok"}`)).toBe(3);
  expect(since(`wander_graphql_requests_total{${labels},outcome="unavailable"}`)).toBe(1);
  expect(since(`wander_graphql_request_duration_seconds_bucket{${labels},le="0.0025"}`)).toBe(2);
  expect(since(`wander_graphql_request_duration_seconds_bucket{${labels},le="+Inf"}`)).toBe(4);
  expect(since(`wander_graphql_request_duration_seconds_count{${labels}}`)).toBe(4);
  expect(since(`wander_graphql_request_duration_seconds_sum{${labels}}`)).toBeCloseTo(30.0051);
  expect(since('wander_cache_lookups_total{result="miss"}')).toBe(1);
  expect(since('wander_cache_lookups_total{result="hit"}')).toBe(2);
});

test('a request counts once, under its operation and by how it ended', async () => {
  const ask = (query: string, token?: string) => app.graphql(query, {}, token === undefined ? {} : { token });
  const before = await scrape();
  for (let n = 0; n < 3; n += 1) await ask('query CountedList { posts(first: 1) { nodes { id } } }');
  await ask('query CountedList { posts(first: 101) { nodes { id } } }');
  await ask('query CountedList { nothing }');
  await ask('mutation CountedWrite { deletePost(input: { id: "x" }) { deletedId } }', ana.token);
  const { values } = await scrape();
  const since = (name: string) => (values[name] ?? 0) - (before.values[name] ?? 0);
  const requests = (operation: string, kind: string, outcome: string) =>
    since(`wander_graphql_requests_total{operation="${operation}",kind="${kind}",outcome="${outcome}"}`);
  expect(requests('CountedList', 'query', 'ok')).toBe(3);
  expect(requests('CountedList', 'query', 'error')).toBe(1);
  expect(requests('none', 'none', 'refused')).toBe(1);
  expect(requests('CountedWrite', 'mutation', 'error')).toBe(1);
  expect(since('wander_graphql_errors_total{code="NOT_FOUND"}')).toBe(1);
  expect(since('wander_graphql_errors_total{code="GRAPHQL_VALIDATION_FAILED"}')).toBe(1);
  expect(since('wander_graphql_answers_total{path="apollo"}')).toBe(4);
  expect(values.wander_graphql_requests_open).toBe(0);
});

test('a subscription counts once, when it begins or is refused, and its events apart', async () => {
  const before = await scrape();
  const told = hear(app.url, 'subscription CountedTold { postPublished { title } }');
  const refused = hear(app.url, 'subscription CountedComments { commentAdded(postId: "nothing") { id } }');
  const invalid = hear(app.url, 'subscription CountedNothing { nothing }');
  const changed = async (name: string) => ((await scrape()).values[name] ?? 0) - (before.values[name] ?? 0);
  const requests = (operation: string, kind: string, outcome: string) =>
    changed(`wander_graphql_requests_total{operation="${operation}",kind="${kind}",outcome="${outcome}"}`);
  await Promise.all([refused.ended, invalid.ended]);
  await until(async () => (await requests('CountedTold', 'subscription', 'ok')) === 1);
  expect(await requests('CountedComments', 'subscription', 'error')).toBe(1);
  expect(await requests('none', 'none', 'refused')).toBe(1);
  for (const title of ['One', 'Two']) await writeStory(app, ana, { title });
  await until(() => told.results.length === 2);
  told.close();
  expect(await changed('wander_graphql_events_total{operation="CountedTold"}')).toBe(2);
  expect(await requests('CountedTold', 'subscription', 'ok')).toBe(1);
  const duration = 'wander_graphql_request_duration_seconds_count{operation="CountedTold",kind="subscription"}';
  expect(await changed(duration)).toBe(1);
});

test('the fast path answers a document that is known, also one whose variable is an input object with defaults', async () => {
  const fast = async () => (await scrape()).values['wander_graphql_answers_total{path="fast_path"}'] ?? 0;
  const save = 'mutation FastPath($input: CreatePostInput!) { createPost(input: $input) { post { title body } } }';
  const before = await fast();
  for (let n = 0; n < 6; n += 1) {
    const reply = await app.graphql(save, { input: { title: 'Ferry' } }, { token: ana.token });
    expect(reply.body).toEqual({ data: { createPost: { post: { title: 'Ferry', body: '' } } } });
  }
  expect((await fast()) - before).toBe(5);
});

test('a scrape tells of nobody, and does not grow with what strangers send', async () => {
  const story = await writeStory(app, ana, { title: 'Over the secret pass' });
  const names = Array.from({ length: 300 }, (_, i) => `Stranger${i}`);
  for (const name of names) await app.graphql(`query ${name} { nothing }`);
  await app.graphql('query Mine { viewer { email } }', {}, { token: ana.token });
  await app.graphql('query Mine { viewer { email } }', {}, { token: `${ana.token}x` });
  await app.graphql(`query Found { post(id: "${story.id}") { title } }`);
  const metrics = app.nest.get(Metrics);
  for (const name of [...names, ana.email, ana.token]) metrics.operation(name, 'query').record(0.01, 'ok');
  const { text, values } = await scrape();
  for (const secret of [ana.email, ana.username, ana.token, ana.token.split('.')[2]!, story.id, story.slug, 'secret'])
    expect(text).not.toContain(secret);
  expect(text).not.toMatch(/postgres:\/\/|Bearer|@/);
  const operations = new Set(Object.keys(values).flatMap((name) => /operation="(\w+)"/.exec(name)?.[1] ?? []));
  expect(operations.size).toBeLessThanOrEqual(203);
  expect(text.length).toBeLessThan(1_000_000);
});

test('nothing else is there, and the API has no /metrics', async () => {
  expect((await fetch(`${metricsUrl}/`)).status).toBe(404);
  expect((await fetch(`${metricsUrl}/metrics`, { method: 'POST' })).status).toBe(404);
  expect((await fetch(`${app.url}/metrics`)).status).toBe(404);
});
