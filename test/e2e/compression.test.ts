import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PASSWORD } from '../support/factories.js';
import { type App, startApp } from '../support/app.js';
import { type Person, signUp, writeStory } from '../support/factories.js';

/* What the API sends to who asks it directly. Where nginx stands in front, it is nginx that compresses. */

let app: App;
let ana: Person;
beforeAll(async () => {
  app = await startApp();
  ana = await signUp(app);
  for (let n = 0; n < 5; n += 1) await writeStory(app, ana, { title: `Walk ${n}`, body: 'By the sea. '.repeat(200) });
});
afterAll(() => app?.close());

const LARGE = '{ posts(first: 5) { nodes { title bodyText } } }';
const SMALL = '{ posts(first: 5) { nodes { title } } }';

async function ask(query: string, accept: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${app.url}/graphql`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Accept-Encoding': accept, ...headers },
    body: JSON.stringify({ query }),
  });
  return { response, encoding: response.headers.get('content-encoding'), body: await response.text() };
}

describe('an answer of more than 1 kB', () => {
  test.each([
    ['br, gzip', 'br'],
    ['gzip, deflate, br;q=0', 'gzip'],
    ['gzip', 'gzip'],
    ['gzip;q=0', null],
    ['deflate', null],
    ['identity', null],
    ['gzip;q=0.1,'.repeat(100), null],
  ])('is sent to who accepts %s as %s, by Apollo and on the fast path', async (accept, expected) => {
    const plain = await ask(LARGE, 'identity');
    const unseen = `${LARGE} # ${accept.length} ${expected}`;
    for (let time = 0; time < 3; time += 1)
      for (const headers of [undefined, { Authorization: `Bearer ${ana.token}` }]) {
        const { response, encoding, body } = await ask(unseen, accept, headers);
        expect({ status: response.status, encoding, body }).toEqual({
          status: 200,
          encoding: expected,
          body: plain.body,
        });
        expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
        expect(response.headers.get('vary')).toBe('Accept-Encoding');
        expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      }
  });

  test('says that it varies once, also where it varies by its page', async () => {
    const other = await startApp({ CORS_ORIGINS: 'https://partner.example' });
    try {
      const person = await signUp(other);
      await writeStory(other, person, { body: 'By the sea. '.repeat(200) });
      const response = await fetch(`${other.url}/graphql`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Accept-Encoding': 'br', Origin: 'https://partner.example' },
        body: JSON.stringify({ query: LARGE }),
      });
      expect(response.headers.get('vary')).toBe('Origin, Accept-Encoding');
      expect(response.headers.get('access-control-allow-origin')).toBe('https://partner.example');
    } finally {
      await other.close();
    }
  });

  test('is whole for each of many who ask at once, some of whom get it as it is', async () => {
    const plain = await ask(LARGE, 'identity');
    const answers = await Promise.all(Array.from({ length: 30 }, () => ask(LARGE, 'gzip')));
    expect(new Set(answers.map(({ body }) => body))).toEqual(new Set([plain.body]));
    expect(answers.map(({ encoding }) => encoding)).toContain('gzip');
  });

  test('is sent as it is where it sets a cookie', async () => {
    const bio = 'I walk. '.repeat(35);
    await app.graphql(
      `mutation { updateProfile(input: { bio: "${bio}" }) { user { bio } } }`,
      {},
      { token: ana.token },
    );
    const fields = ['a', 'b', 'c', 'd'].map((alias) => `${alias}: bio`).join(' ');
    const logIn = `mutation { login(input: { email: "${ana.email}", password: "${PASSWORD}" }) { accessToken viewer { user { ${fields} } } } }`;
    for (let time = 0; time < 2; time += 1) {
      const { response, encoding, body } = await ask(logIn, 'br, gzip');
      expect(response.headers.get('set-cookie')).toMatch(/wander_rt=/);
      expect(body.length).toBeGreaterThan(1_100);
      expect(encoding).toBeNull();
    }
  });
});

test('less is sent as it is', async () => {
  const { response, encoding } = await ask(SMALL, 'br, gzip');
  expect([encoding, response.headers.get('vary')]).toEqual([null, null]);
});

test.each(['/feed.xml', '/feed.json', '/sitemap.xml?from=pages'])(
  '%s is compressed, and asked for by its condition',
  async (path) => {
    const get = (headers: Record<string, string>) => fetch(`${app.url}${path}`, { headers });
    const plain = await get({ 'Accept-Encoding': 'identity' });
    const text = await plain.text();
    const isLarge = text.length > 1_024;
    expect(plain.headers.get('content-encoding')).toBeNull();
    const compressed = await get({ 'Accept-Encoding': 'gzip' });
    expect(await compressed.text()).toBe(text);
    expect(compressed.headers.get('content-encoding')).toBe(isLarge ? 'gzip' : null);
    for (const { headers } of [plain, compressed]) expect(headers.get('vary')).toBe(isLarge ? 'Accept-Encoding' : null);
    const { headers } = await fetch(`${app.url}${path}`, { method: 'HEAD', headers: { 'Accept-Encoding': 'gzip' } });
    expect(headers.get('content-length')).toBe(isLarge ? null : String(text.length));
    expect(headers.get('vary')).toBe(isLarge ? 'Accept-Encoding' : null);
    const again = await get({ 'Accept-Encoding': 'gzip', 'If-None-Match': compressed.headers.get('etag')! });
    expect([again.status, await again.text()]).toEqual([304, '']);
  },
);
