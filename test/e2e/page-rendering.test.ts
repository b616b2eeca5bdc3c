import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { buildOf } from '../../server/modules/pages/page-template.js';
import { LIMITS } from '../../server/platform/limits.js';
import { LoopWatch, MetricsServer } from '../../server/platform/observability/index.js';
import { type App, startApp } from '../support/app.js';
import { type Person, signUp, writeStory } from '../support/factories.js';
import { until } from '../support/live.js';
import { TEMPLATE, useTestClient } from '../support/pages.js';
import { statementsOf } from '../support/statements.js';

/** How the API makes pages, whatever is on them: by a client made for tests. What is on them: pages.test.ts. */

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

let app: App;
let ana: Person;
let client: { remove(): Promise<void> };
beforeAll(async () => {
  app = await startApp({ TRUST_PROXY: '127.0.0.1' });
  app.nest.get(LoopWatch).onApplicationShutdown();
  client = await useTestClient(app);
  ana = await signUp(app);
  await writeStory(app, ana, { title: 'The first </script> & last' });
});
afterAll(async () => {
  await app?.close();
  await client?.remove();
});

/** Not fetch: it would decompress. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  const { hostname, port } = new URL(app.url);
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { hostname, port, path: `/pages${path}`, method, headers, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(chunks) }),
        );
      },
    );
    request.on('error', reject).end();
  });
}

/** The page once it is there: a machine that is busy answers UNAVAILABLE first. */
async function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  let answer!: Answer;
  await until(async () => (answer = await ask(path, headers, method)).status !== 503);
  return answer;
}
const textOf = async (path: string) => (await get(path)).body.toString();
/** The test's client counts what it renders. */
const renderingOf = (text: string) => Number(/<p>(\d+)<\/p>/.exec(text)?.[1]);
const codeOf = ({ body }: Answer) =>
  (JSON.parse(body.toString()) as { errors: { extensions: { code: string } }[] }).errors[0]!.extensions.code;

describe('a page', () => {
  test('is the template with what was rendered of the API’s answers to a guest', async () => {
    const { status, headers, body } = await get('/');
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'public, max-age=0, must-revalidate, s-maxage=5, stale-while-revalidate=5',
      vary: 'Accept-Encoding',
    });
    const text = body.toString();
    expect(text).toMatch(/^<!doctype html>\n<html><head><title>\$& Page<\/title><\/head>\n<body><div id="root"><p>/);
    expect(text).not.toMatch(/<!--|Shell|noscript/);
    const state = /<script type="application\/json" id="page-state">(.*?)<\/script>/.exec(text)![1]!;
    expect(JSON.parse(state)).toEqual([{ data: { posts: { nodes: [{ title: 'The first </script> & last' }] } } }]);
  });

  test('comes in the encoding that is smallest of those asked for', async () => {
    const plain = await textOf('/?encodings');
    const [brotli, gzip] = [
      await get('/?encodings', { 'Accept-Encoding': 'gzip, deflate, br' }),
      await get('/?encodings', { 'Accept-Encoding': 'gzip, br;q=0' }),
    ];
    expect([brotli.headers['content-encoding'], gzip.headers['content-encoding']]).toEqual(['br', 'gzip']);
    expect(brotliDecompressSync(brotli.body).toString()).toBe(plain);
    expect(gunzipSync(gzip.body).toString()).toBe(plain);
    expect(brotli.body.length).toBeLessThan(plain.length / 4);
    for (const encoding of ['', 'identity', 'gzip;q=0', 'brotli, xgzip'])
      expect((await get('/?encodings', { 'Accept-Encoding': encoding })).body.toString()).toBe(plain);
  });

  test('is one, whatever its address says for those who count visitors', async () => {
    const one = await textOf('/?counted');
    expect(await textOf('/?counted&utm=1')).toBe(one);
    expect(await textOf('/?counted&utm=2')).toBe(one);
  });

  test('is not sent again to whoever has it', async () => {
    const { headers } = await get('/?etag');
    for (const condition of [headers.etag!, `"other", ${headers.etag!.replace('W/', '')}`, '*']) {
      const again = await get('/?etag', { 'If-None-Match': condition });
      expect([again.status, again.body.length]).toEqual([304, 0]);
      expect(again.headers).toMatchObject({ etag: headers.etag, vary: 'Accept-Encoding' });
      expect(again.headers['cache-control']).toBe(headers['cache-control']);
    }
    expect((await get('/?etag', { 'If-None-Match': '"other"' })).status).toBe(200);
  });

  test('has its headers alone for HEAD', async () => {
    const whole = await get('/?head');
    const head = await get('/?head', {}, 'HEAD');
    expect([head.status, head.body.length]).toEqual([200, 0]);
    expect(head.headers['content-length']).toBe(String(whole.body.length));
    const post = await ask('/', {}, 'POST');
    expect([post.status, post.headers.allow]).toEqual([405, 'GET, HEAD']);
  });

  test('may be one that is not there, one at another address, and one that is made by its scripts', async () => {
    expect((await get('/?missing')).status).toBe(404);
    expect((await get('/?missing', { 'If-None-Match': '*' })).status).toBe(404);
    for (const word of ['redirect', 'moved']) {
      const { status, headers, body } = await get(`/?${word}=/@ilse%3Fafter=1`);
      expect([status, headers.location, body.length]).toEqual([308, '/@ilse?after=1', 0]);
    }
    expect((await get('/?script')).status).toBe(501);
  });

  test.each(['//evil.example', '/\\evil.example', 'https://evil.example', '/a\r\nb', '/a b', ''])(
    'does not lead to “%s”',
    async (location) => {
      for (const word of ['redirect', 'moved'])
        expect((await ask(`/?${word}=${encodeURIComponent(location)}`)).status).toBeGreaterThanOrEqual(500);
    },
  );

  test('is never one whose address begins with two slashes', async () => {
    expect((await get('//?none')).status).toBe(200);
  });
});

describe('a page that is kept', () => {
  test('costs nothing: no statement, no points, no rendering', async () => {
    const own = await startApp({ RATE_LIMIT_GUEST: '20' });
    const ownClient = await useTestClient(own);
    try {
      await until(async () => (await fetch(`${own.url}/pages/`)).status === 200);
      const statements = await statementsOf(own, async () => {
        const answers = await Promise.all(Array.from({ length: 30 }, () => fetch(`${own.url}/pages/`)));
        expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
        expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1);
      });
      expect(statements).toEqual([]);
      // One that is not kept is charged to the address.
      await until(async () => (await fetch(`${own.url}/pages/?${Math.random()}`)).status === 429);
    } finally {
      await own.close();
      await ownClient.remove();
    }
  });

  test('is let go by every write that guests see, before the writer has the answer', async () => {
    const before = await textOf('/?writes');
    const story = await writeStory(app, ana, { title: 'One more' });
    expect(await textOf('/?writes')).toContain('One more');
    expect(await textOf('/?writes')).not.toBe(before);
    await app.graphql(
      'mutation ($id: ID!) { deletePost(input: { id: $id }) { deletedId } }',
      { id: story.id },
      { token: ana.token },
    );
    expect(await textOf('/?writes')).not.toContain('One more');
  });

  test('is rendered anew only where the answers are others', async () => {
    const first = renderingOf(await textOf('/?same'));
    // A write of which this page shows nothing.
    await writeStory(app, ana, { title: 'Nobody sees it', publish: false });
    expect(renderingOf(await textOf('/?same'))).toBe(first);
    await writeStory(app, ana, { title: 'Everybody sees it' });
    expect(renderingOf(await textOf('/?same'))).toBeGreaterThan(first);
  });

  test('is made once for all that ask for it at the same time', async () => {
    await get('/');
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask('/?slow=30&once')));
    const texts = answers.filter(({ status }) => status === 200).map(({ body }) => body.toString());
    expect(texts.length).toBeGreaterThan(1);
    expect(new Set(texts).size).toBe(1);
  });

  test('is the same for everybody: neither a token nor a cookie changes it', async () => {
    const guest = await textOf('/?everybody');
    const writer = await get('/?everybody', { Authorization: `Bearer ${ana.token}`, Cookie: 'wander_rt=x; a=b' });
    expect(writer.body.toString()).toBe(guest);
    expect(writer.headers).not.toHaveProperty('set-cookie');
    const wrong = await get('/?everybody-wrong', { Authorization: 'Bearer wrong' });
    expect(wrong.status).toBe(200);
  });
});

describe('what cannot be made', () => {
  test('is UNAVAILABLE, and everything else is made on', async () => {
    for (const path of ['/?throws', '/?plan-throws']) {
      const answer = await ask(path);
      expect([answer.status, codeOf(answer)]).toEqual([503, 'UNAVAILABLE']);
      expect(answer.body.toString()).not.toContain('rendered');
    }
    expect((await get('/')).status).toBe(200);
  });

  test.each(['exits', 'heap'])(
    'because it %s ends the thread alone, is not tried again, and others are made',
    async (word) => {
      const path = `/?${word}&page=${word}`;
      const answer = await ask(path);
      expect([answer.status, codeOf(answer)]).toEqual([503, 'UNAVAILABLE']);
      expect((await get('/?others')).status).toBe(200);
      const before = renderingOf(await textOf(`/?after-${word}`));
      for (let n = 0; n < 5; n += 1) expect((await ask(`${path}&n=${n}`)).status).toBe(503);
      // The same thread as before.
      expect(renderingOf(await textOf(`/?still-${word}`))).toBe(before + 1);
    },
  );

  test('in time is UNAVAILABLE then, and there for whoever asks next', async () => {
    await get('/');
    const { makingMs } = LIMITS.pages;
    expect((await ask(`/?slow=${2 * makingMs}`)).status).toBe(503);
    await until(async () => (await ask(`/?slow=${2 * makingMs}`)).status === 200);
  });

  test('in any time ends its thread', async () => {
    expect((await ask('/?loops&page=loops')).status).toBe(503);
    await pause(LIMITS.pages.renderMs);
    expect((await get('/?after-loops')).status).toBe(200);
    expect((await ask('/?loops&page=loops')).status).toBe(503);
    expect((await get('/?after-loops-2')).status).toBe(200);
  });

  test('for one address does not take the places of others', async () => {
    await get('/');
    const many = Array.from({ length: 40 }, (_, n) => ask(`/?slow=20&many=${n}`, { 'X-Forwarded-For': '10.9.9.9' }));
    const other = await ask('/?other-address', { 'X-Forwarded-For': '10.8.8.8' });
    const statuses = (await Promise.all(many)).map(({ status }) => status);
    expect(statuses).toContain(429);
    expect([200, 503]).toContain(other.status);
  });
});

describe('a build of the client', () => {
  test('is that of who asks, or there is no page', async () => {
    expect((await get('/?build', { 'X-Page-Build': buildOf(TEMPLATE) })).status).toBe(200);
    const metricsUrl = `http://127.0.0.1:${await app.nest.get(MetricsServer).listen(0, '127.0.0.1')}/metrics`;
    const failed = async () =>
      (await (await fetch(metricsUrl)).text()).match(
        /_http_requests_total\{handler="page",outcome="unavailable"\} \d+/,
      )![0];
    const before = await failed();
    expect((await ask('/?build', { 'X-Page-Build': '0123456789abcdef' })).status).toBe(503);
    expect(await failed()).toBe(before);
  });

  test('that is missing leaves everything else as it is', async () => {
    const bare = await startApp();
    const none = await useTestClient(bare);
    try {
      await none.remove();
      expect((await fetch(`${bare.url}/pages/`)).status).toBe(503);
      expect((await bare.graphql('{ __typename }')).status).toBe(200);
    } finally {
      await bare.close();
    }
  });

  test('that is broken is UNAVAILABLE', async () => {
    const broken = await startApp();
    const client = await useTestClient(broken, 'throw new Error("broken");');
    try {
      for (let n = 0; n < 3; n += 1) expect((await fetch(`${broken.url}/pages/`)).status).toBe(503);
      expect((await broken.graphql('{ __typename }')).status).toBe(200);
    } finally {
      await broken.close();
      await client.remove();
    }
  });
});

test('requests of the API wait for no page', async () => {
  await get('/');
  const pages = Array.from({ length: 4 }, (_, n) => ask(`/?slow=1000&loop=${n}`, { 'X-Forwarded-For': `10.7.0.${n}` }));
  let answered = 0;
  let isOver = false;
  void Promise.all(pages).then(() => (isOver = true));
  while (!isOver) {
    await app.graphql('{ __typename }');
    answered += 1;
  }
  expect(answered).toBeGreaterThan(5);
});
