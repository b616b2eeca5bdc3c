import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiProcess } from '../support/api-process.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { until } from '../support/live.js';
import { freePort } from '../support/ports.js';
import { describeWithRedis, RedisServer } from '../support/redis.js';

interface Span {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  kind: number;
  attributes: Record<string, unknown>;
}

interface Export {
  resourceSpans: {
    resource: { attributes: Attribute[] };
    scopeSpans: { spans: (Omit<Span, 'attributes'> & { attributes: Attribute[] })[] }[];
  }[];
}
interface Attribute {
  key: string;
  value: Record<string, unknown>;
}

const plain = (attributes: Attribute[]): Record<string, unknown> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));

/** What takes traces over OTLP, as JSON. */
class Collector {
  readonly spans: Span[] = [];
  readonly resources: Record<string, unknown>[] = [];
  private readonly server: Server;

  private constructor(readonly port: number) {
    this.server = createServer((req, res) => {
      const chunks: Buffer[] = [];
      req.on('data', (chunk: Buffer) => chunks.push(chunk));
      req.on('end', () => {
        this.keep(JSON.parse(Buffer.concat(chunks).toString()) as Export);
        res.writeHead(200, { 'Content-Type': 'application/json' }).end('{}');
      });
    });
  }

  static async start(): Promise<Collector> {
    const collector = new Collector(await freePort());
    await once(collector.server.listen(collector.port, '127.0.0.1'), 'listening');
    return collector;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** A request's span, and after it all others of its trace, which end before it. */
  async traceOf(requestId: string): Promise<Span[]> {
    const ofRequest = () => this.spans.find(({ attributes }) => attributes['wander.request_id'] === requestId);
    await until(() => ofRequest() !== undefined, 20_000);
    const root = ofRequest()!;
    return [root, ...this.spans.filter((span) => span !== root && span.traceId === root.traceId)];
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private keep({ resourceSpans }: Export): void {
    for (const { resource, scopeSpans } of resourceSpans) {
      this.resources.push(plain(resource.attributes));
      for (const { spans } of scopeSpans)
        for (const span of spans) this.spans.push({ ...span, attributes: plain(span.attributes) });
    }
  }
}

let database: TestDatabase;
let collector: Collector;
let api: ApiProcess;
let metricsUrl: string;

const environmentOf = (ratio: string): NodeJS.ProcessEnv => ({
  DATABASE_URL: database.url,
  OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
  OTEL_TRACES_SAMPLER_ARG: ratio,
  OTEL_BSP_SCHEDULE_DELAY: '50',
  OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=testing',
});

beforeAll(async () => {
  [database, collector] = await Promise.all([createTestDatabase(), Collector.start()]);
  const metricsPort = await freePort();
  metricsUrl = `http://127.0.0.1:${metricsPort}/metrics`;
  api = await ApiProcess.start({ ...environmentOf('1'), METRICS_PORT: String(metricsPort), METRICS_HOST: '127.0.0.1' });
});
afterAll(async () => {
  await api?.stop();
  collector?.close();
  await database?.drop();
});

let asked = 0;

/** Asks, and tells under which id. */
async function ask(body: object, headers: Record<string, string> = {}, url = api.url): Promise<string> {
  const requestId = `request-${(asked += 1)}`;
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Request-Id': requestId, ...headers },
    body: JSON.stringify(body),
  });
  await response.text();
  return requestId;
}

const QUERY = 'query Story($slug: String!) { post(slug: $slug) { title author { name } } }';
const parentOf = (spans: Span[], { parentSpanId }: Span) => spans.find(({ spanId }) => spanId === parentSpanId)?.name;

test.each([
  ['a document that is new', 'Apollo'],
  ['one that is known', 'the fast path'],
])('a request, its operation, its field and its statement are one trace: %s', async () => {
  const spans = await collector.traceOf(await ask({ query: QUERY, variables: { slug: 'a-secret-slug' } }));
  const chain = spans.map((span) => [parentOf(spans, span), span.name]);
  expect(chain).toEqual(
    expect.arrayContaining([
      [undefined, 'POST /graphql'],
      ['POST /graphql', 'query Story'],
      ['query Story', 'Query.post'],
      ['Query.post', 'SELECT'],
    ]),
  );
  expect(spans.find(({ name }) => name === 'POST /graphql')?.attributes).toMatchObject({
    'http.request.method': 'POST',
    'url.path': '/graphql',
    'http.response.status_code': 200,
  });
  const statement = spans.find(({ name }) => name === 'SELECT')!.attributes['db.query.text'];
  expect(statement).toMatch(/^select .*\$1/is);
  expect(JSON.stringify(spans)).not.toContain('a-secret-slug');
});

test('where it comes from is said', () => {
  expect(collector.resources[0]).toMatchObject({
    'service.name': 'wander-api',
    'service.version': expect.stringMatching(/^\d+\.\d+/),
    'deployment.environment.name': 'testing',
  });
});

const REGISTER = {
  query: 'mutation Register($input: RegisterInput!) { register(input: $input) { viewer { user { username } } } }',
  variables: {
    input: { username: 'ilse', name: 'Ilse', email: 'ilse@example.org', password: 'a walk in the rain' },
  },
};

test('neither what is typed nor what stands behind the ? of an address is in a trace, whatever fails', async () => {
  for (let times = 0; times < 2; times += 1) await collector.traceOf(await ask(REGISTER));
  const id = 'request-of-a-search';
  await fetch(`${api.url}/feed.xml?q=secret-words`, { headers: { 'X-Request-Id': id } });
  const [root] = await collector.traceOf(id);
  expect([root?.name, root?.attributes['url.path']]).toEqual(['GET', '/feed.xml']);
  const all = JSON.stringify(collector.spans);
  for (const said of ['ilse@example.org', 'a walk in the rain', 'secret-words']) expect(all).not.toContain(said);
});

test('a long address is cut: many of them would keep the process busy', async () => {
  const id = 'request-of-a-long-address';
  await fetch(`${api.url}/feed.xml/${'a'.repeat(9_000)}`, { headers: { 'X-Request-Id': id } });
  const [root] = await collector.traceOf(id);
  expect(String(root?.attributes['url.path']).length).toBe(2_000);
});

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const parent = (flags: string) => ({ traceparent: `00-${TRACE}-00f067aa0ba902b7-${flags}` });

test.each([
  ['of a trusted proxy', {}, '01', TRACE],
  ['of a browser', { 'Sec-Fetch-Site': 'same-origin' }, '00', TRACE],
])('the trace goes on: %s', async (_whose, headers, flags, traceId) => {
  const [span] = await collector.traceOf(await ask({ query: QUERY }, { ...headers, ...parent(flags) }));
  expect(span).toMatchObject({ traceId });
});

test('a header that is none begins a trace of its own', async () => {
  const traceparent = `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`;
  const [span] = await collector.traceOf(await ask({ query: QUERY }, { traceparent }));
  expect(span?.traceId).not.toBe('0'.repeat(32));
});

test('in OpenMetrics a trace stands beside the time that it took', async () => {
  await collector.traceOf(await ask({ query: QUERY, variables: { slug: 'none' } }));
  const open = await fetch(metricsUrl, { headers: { Accept: 'application/openmetrics-text;version=1.0.0' } });
  const text = await open.text();
  expect(open.headers.get('content-type')).toMatch(/^application\/openmetrics-text/);
  const bucket = text.split('\n').find((line) => /_bucket\{operation="Story".*trace_id/.test(line));
  expect(collector.spans.map(({ traceId }) => traceId)).toContain(/trace_id="(\w+)"/.exec(bucket ?? '')?.[1]);
  expect(text).toContain('# TYPE wander_graphql_requests counter');
  expect(text).toContain('wander_graphql_requests_total{');
  expect(text).toMatch(/# EOF\n$/);
  const usual = await fetch(metricsUrl);
  expect(usual.headers.get('content-type')).toMatch(/^text\/plain/);
  const usualText = await usual.text();
  expect(usualText).not.toContain('trace_id');
  expect(usualText).toContain('# TYPE wander_graphql_requests_total counter');
});

test('whether to record is ours, but for a trusted proxy', async () => {
  const never = await ApiProcess.start({ ...environmentOf('0'), TRUST_PROXY: '' });
  const proxied = await ApiProcess.start(environmentOf('0'));
  try {
    const ofStranger = await ask({ query: QUERY }, parent('01'), never.url);
    const ofBrowser = await ask({ query: QUERY }, { ...parent('01'), Origin: 'http://localhost:3000' }, proxied.url);
    await collector.traceOf(await ask({ query: QUERY }, parent('01'), proxied.url));
    const recorded = collector.spans.map(({ attributes }) => attributes['wander.request_id']);
    expect(recorded).not.toContain(ofStranger);
    expect(recorded).not.toContain(ofBrowser);
  } finally {
    await Promise.all([never.stop(), proxied.stop()]);
  }
});

test('a collector that is away holds neither an answer nor the end', async () => {
  const alone = await ApiProcess.start({
    ...environmentOf('1'),
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${await freePort()}`,
  });
  try {
    await ask({ query: QUERY }, {}, alone.url);
    expect(await alone.readiness()).toBe(200);
    alone.child.kill('SIGTERM');
    expect(await alone.ended()).toBe(0);
    expect(alone.strayLines).toEqual([]);
  } finally {
    await alone.stop();
  }
});

describeWithRedis('with Redis', () => {
  test('its commands belong to the trace, without what they are given, and it may go away', async () => {
    const redis = await RedisServer.start();
    const other = await ApiProcess.start({ ...environmentOf('1'), REDIS_URL: redis.url });
    try {
      const spans = await collector.traceOf(await ask(REGISTER, {}, other.url));
      const command = spans.find(({ attributes }) => attributes['db.system.name'] === 'redis');
      expect(command).toBeDefined();
      expect(Object.keys(command!.attributes).sort()).toEqual(['db.operation.name', 'db.system.name']);
      await redis.stop();
      await sleep(3_000);
      await collector.traceOf(await ask({ query: QUERY }, {}, other.url));
      await redis.start();
      await until(() => collector.spans.filter(({ name }) => name === 'PSUBSCRIBE').length > 1);
      expect([other.child.exitCode, other.strayLines]).toEqual([null, []]);
    } finally {
      await other.stop();
      await redis.close();
    }
  });
});
