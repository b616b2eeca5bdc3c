import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { connect } from 'node:net';
import type { FrontAdapter } from '../../server/platform/http/index.js';
import { LIMITS } from '../../server/platform/limits.js';
import { Metrics } from '../../server/platform/observability/index.js';
import { type App, startApp } from '../support/app.js';
import { until } from '../support/live.js';

/** What browsers report of pages: an endpoint that is open to everybody. */

let app: App;
let address = 0;
beforeAll(async () => {
  app = await startApp({ TRUST_PROXY: '127.0.0.1', APP_ORIGIN: 'https://wander.example' });
});
afterAll(() => app.close());
beforeEach(() => void (address += 1));

const GOOD = { route: 'story', lcp: 1.234, inp: 0.08, cls: 0.02 };

const send = (body: string, headers: Record<string, string> = {}, method = 'POST', path = '/vitals') =>
  fetch(app.url + path, {
    method,
    headers: { 'Content-Type': 'application/json', 'X-Forwarded-For': `198.51.100.${address}`, ...headers },
    ...(method === 'GET' ? {} : { body }),
  });
const report = (values: object, headers?: Record<string, string>) => send(JSON.stringify(values), headers);

/** The lines of a scrape that tell of pages. */
async function scrape(): Promise<Map<string, number>> {
  const text = await app.nest.get(Metrics).registry.metrics();
  const lines = text.split('\n').filter((line) => /^wander_page_(?:largest|interaction|cumulative)/.test(line));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  );
}

test('a report is counted by its route, and answered with nothing', async () => {
  const before = await scrape();
  const answer = await report({ ...GOOD, name: 'Ana', lcp: 2.2 });
  expect([answer.status, await answer.text(), answer.headers.get('set-cookie')]).toEqual([204, '', null]);
  await report({ route: 'story', cls: 0 });
  const after = await scrape();
  const changed = [...after].flatMap(([name, value]) => (value === before.get(name) ? [] : name));
  expect(changed.every((name) => name.includes('route="story"'))).toBe(true);
  const counted = (name: string) => after.get(name)! - before.get(name)!;
  const lcp = 'wander_page_largest_contentful_paint_seconds';
  expect(counted(`${lcp}_bucket{route="story",le="2"}`)).toBe(0);
  expect(counted(`${lcp}_bucket{route="story",le="2.5"}`)).toBe(1);
  expect(counted(`${lcp}_sum{route="story"}`)).toBeCloseTo(2.2);
  expect(counted('wander_page_interaction_to_next_paint_seconds_count{route="story"}')).toBe(1);
  expect(counted('wander_page_cumulative_layout_shift_count{route="story"}')).toBe(2);
});

test.each([
  ['of a route that there is not', { ...GOOD, route: 'nowhere' }],
  ['without a route', { lcp: 1 }],
  ['of a property of every object', { route: 'constructor', lcp: 1 }],
  ['with a negative number', { ...GOOD, lcp: -1 }],
  ['with more than a minute', { ...GOOD, inp: 61 }],
  ['with a layout that moved more than can be', { ...GOOD, cls: 11 }],
  ['with a text', { ...GOOD, lcp: '1' }],
  ['with null', { ...GOOD, lcp: null }],
])('a report %s is refused, and counts nothing', async (_what, values) => {
  const before = await scrape();
  expect((await report(values)).status).toBe(400);
  expect(await scrape()).toEqual(before);
});

test.each([
  ['that is no JSON', 'lcp=1', {}, 400],
  ['that is null', 'null', {}, 400],
  ['that is a number', '1', {}, 400],
  ['that is sent as text', JSON.stringify(GOOD), { 'Content-Type': 'text/plain' }, 415],
  ['that is larger than it may be', JSON.stringify({ ...GOOD, more: 'x'.repeat(LIMITS.vitals.reportBytes) }), {}, 413],
  ['of another site', JSON.stringify(GOOD), { Origin: 'https://elsewhere.example' }, 403],
])('a body %s is refused', async (_what, body, headers, status) => {
  const before = await scrape();
  expect((await send(body, headers)).status).toBe(status);
  expect(await scrape()).toEqual(before);
});

test('only POST, and only this path', async () => {
  expect((await send('', {}, 'GET')).status).toBe(405);
  expect((await send('', {}, 'GET')).headers.get('allow')).toBe('POST');
  expect((await send(JSON.stringify(GOOD), {}, 'POST', '/vitals/more')).status).toBe(404);
});

test.each([{ DNT: '1' }, { 'Sec-GPC': '1' }])(
  'of a browser that asks not to be tracked nothing is counted: %j',
  async (headers) => {
    const before = await scrape();
    expect((await report(GOOD, headers as unknown as Record<string, string>)).status).toBe(204);
    expect(await scrape()).toEqual(before);
  },
);

test('an address reports so often, and then waits; another one does not', async () => {
  const statuses: number[] = [];
  for (let n = 0; n < LIMITS.vitals.reportsOfAddress + 1; n += 1) statuses.push((await report(GOOD)).status);
  expect(statuses.indexOf(429)).toBe(LIMITS.vitals.reportsOfAddress);
  address += 100;
  expect((await report(GOOD)).status).toBe(204);
});

test('reports whose rest does not come take no place among the requests under way', async () => {
  const { hostname, port } = new URL(app.url);
  const { pools } = app.nest.getHttpAdapter() as unknown as FrontAdapter;
  const before = pools.sockets.held;
  const sockets = Array.from({ length: 30 }, () => connect(Number(port), hostname).on('error', () => undefined));
  const begin =
    'POST /vitals HTTP/1.1\r\nHost: wander\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{';
  try {
    for (const socket of sockets) socket.write(begin);
    await until(() => Promise.resolve(pools.sockets.held >= before + sockets.length));
    expect((await report(GOOD)).status).toBe(204);
    expect(pools.requests.held).toBe(0);
  } finally {
    sockets.forEach((socket) => socket.destroy());
  }
});

test('whatever strangers send, there are no more series than at the start', async () => {
  const before = await scrape();
  for (let n = 0; n < 20; n += 1) await report({ ...GOOD, route: `stranger${n}`, [`v${n}`]: 1 });
  expect([...(await scrape()).keys()]).toEqual([...before.keys()]);
});
