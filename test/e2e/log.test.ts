import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { ApiProcess } from '../support/api-process.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { hear, until } from '../support/live.js';
import { describeWithNginx, Nginx } from '../support/nginx.js';
import { Browser, OPERATIONS } from './auth-support.js';

/** The whole log of API and nginx, of people who do what people do and of some who send what they should not. */

const PAGE = new URL('../../client/index.html', import.meta.url);
const OPERATIONS_DOCS = new URL('../../docs/operations.md', import.meta.url);

/** In whatever people write, search for and sign in with; the log may have it nowhere. */
const SECRET = `zq${randomBytes(8).toString('hex')}`;
const IP = '203.0.113.77';
const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';

interface Line {
  time: string;
  level: string;
  msg: string;
  context?: string;
  requestId?: string;
  traceId?: string;
  operation?: string;
  kind?: string;
  duration?: number;
  outcome?: string;
  userId?: string;
  ip?: string;
  event?: string;
  path?: string;
  err?: { message: string; stack: string };
}

const ADD_COMMENT =
  'mutation AddComment($input: AddCommentInput!) { addComment(input: $input) { commentEdge { node { id } } } }';
const SEARCH = 'query Search($query: String!) { search(query: $query, first: 3) { nodes { __typename } } }';

const parsed = (text: string): Line[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);

describeWithNginx('the log of API and nginx', () => {
  let database: TestDatabase;
  let client: pg.Client;
  let root: string;
  let api: ApiProcess;
  let nginx: Nginx;
  /** What browsers were given to sign in with, and must not be found again. */
  const credentials: string[] = [];
  let userId: string;
  let ofApi: Line[];
  let ofNginx: Line[];

  beforeAll(async () => {
    database = await createTestDatabase();
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
    root = await mkdtemp(join(tmpdir(), 'wander-log-'));
    await copyFile(PAGE, join(root, 'index.html'));
    api = await ApiProcess.start({ DATABASE_URL: database.url, LOG_LEVEL: 'trace' });
    nginx = await Nginx.start({ root, apiAddress: `127.0.0.1:${api.port}`, trustProxy: '127.0.0.1' });
    await livesOfPeople();
    ofNginx = parsed(await nginx.log());
    await until(() => api.text.includes('"operation":"Late"'));
    ofApi = parsed(api.text);
  });
  afterAll(async () => {
    await nginx?.close();
    await api?.stop();
    await client?.end();
    await database?.drop();
    if (root) await rm(root, { recursive: true, force: true });
  });

  async function livesOfPeople(): Promise<void> {
    const browser = new Browser(nginx.url, IP);
    const ask = async (
      query: string,
      variables: Record<string, unknown> = {},
      headers: Record<string, string> = {},
    ) => {
      const reply = await browser.send(query, variables, headers);
      credentials.push(...[browser.token, browser.cookie?.split('=')[1]].filter((each) => each !== undefined));
      return reply;
    };
    const get = (path: string, init: RequestInit = {}) =>
      fetch(nginx.url + path, { redirect: 'manual', ...init, headers: { 'X-Forwarded-For': IP, ...init.headers } });
    const post = (body: string) =>
      get('/graphql', { method: 'POST', body, headers: { 'Content-Type': 'application/json' } });
    const id = async (query: string, input: object) => {
      const { data, errors } = await ask(`mutation ($input: ${query}`, { input });
      expect(errors).toEqual([]);
      return /"id":"([^"]+)"/.exec(JSON.stringify(data))![1]!;
    };

    const account = { username: 'logged', email: `${SECRET}@example.com`, password: `a ${SECRET} on the pier` };
    await ask(OPERATIONS.login, { input: { email: account.email, password: account.password } });
    await ask(OPERATIONS.register, { input: account });
    const { rows } = await client.query<{ id: string }>(`select id from users where username = 'logged'`);
    userId = rows[0]!.id;
    await ask(OPERATIONS.login, { input: { email: account.email, password: `${SECRET} is wrong` } });
    await ask(OPERATIONS.login, { input: { email: account.email, password: account.password } });
    const old = browser.cookie;
    await ask(OPERATIONS.refresh);
    const story = { title: 'A walk', body: `We went to ${SECRET}.`, publish: true };
    const postId = await id('CreatePostInput!) { createPost(input: $input) { post { id } } }', story);
    await ask(
      ADD_COMMENT,
      { input: { postId, body: `Was it ${SECRET}?` } },
      { traceparent: `00-${TRACE_ID}-b7ad6b7169203331-01` },
    );
    for (let n = 0; n < 5; n += 1) await ask(SEARCH, { query: `${SECRET} ${n}` });
    await ask(`{ search(query: "${SECRET}", first: 3) { nodes { __typename } } }`);

    // What is wrong with it is said to the client alone.
    await ask(ADD_COMMENT, { input: { postId: SECRET, body: SECRET } });
    await ask(ADD_COMMENT, { input: { postId, body: { text: SECRET } } });
    await ask(`query ${'Long'.repeat(100)} { viewer { user { id } } }`);
    await ask(`{ ${SECRET} "unfinished`);
    await ask(`{ viewer { ${SECRET} } }`);
    await ask('{ viewer { user { id } } }', {}, { Authorization: `Bearer ${SECRET}` });
    await post(`{"query": "{ ${SECRET}`);
    await post(JSON.stringify({ query: 'query Kept { posts(first: 1) { nodes { title } } }', variables: SECRET }));
    await get(
      `/graphql?query=${encodeURIComponent(`{ search(query: "${SECRET}", first: 1) { nodes { __typename } } }`)}`,
    );
    for (const path of ['/search?q=', '/mail/', '/media/', '/feed.xml?', '/robots.txt?', '/?', '/nowhere?'])
      await get(path + SECRET, { headers: { Cookie: `wander_rt=${SECRET}` } });

    // What fails on our side.
    await client.query(`alter table comments add constraint no_secret check (body not like '%${SECRET}%') not valid`);
    const { error } = await ask(ADD_COMMENT, { input: { postId, body: `And ${SECRET}!` } });
    expect(error?.extensions.code).toBe('INTERNAL_SERVER_ERROR');

    const heard = hear(nginx.url, 'subscription Told { postPublished { title } }', {}, browser.token);
    await until(() => api.text.includes('"operation":"Told"'));
    heard.close();
    await hear(nginx.url, `subscription { ${SECRET} }`, {}, browser.token).ended;

    // A refresh token that comes back after its time.
    await client.query(`update refresh_tokens set used_at = used_at - interval '5 minutes'`);
    const thief = new Browser(nginx.url, IP);
    thief.cookie = old;
    await thief.refresh();
    browser.token = undefined;
    await ask(OPERATIONS.login, { input: { email: account.email, password: account.password } });
    await ask(OPERATIONS.changePassword, {
      input: { currentPassword: account.password, newPassword: `Other ${SECRET}` },
    });
    // A request's line is written after its answer has been read.
    await ask('query Late { posts(first: 1) { nodes { id } } }');
  }

  const all = () => [...ofApi, ...ofNginx];

  test('every line is JSON with a time and a level', () => {
    expect(ofApi.length).toBeGreaterThan(40);
    expect(ofNginx.length).toBeGreaterThan(30);
    for (const line of all()) {
      expect(new Date(line.time).getTime()).toBeGreaterThan(0);
      expect(['trace', 'debug', 'info', 'warn', 'error', 'fatal']).toContain(line.level);
      expect(line.msg ?? line.event ?? line.err?.message).toEqual(expect.any(String));
    }
  });

  test('no line has a text, an e-mail address, a token, a cookie or a query string', () => {
    expect(credentials.length).toBeGreaterThan(10);
    for (const line of all()) {
      const text = JSON.stringify(line);
      expect(text).not.toContain(SECRET);
      expect(text).not.toMatch(/[\w.+-]@[\w-]+\.[a-z]/i);
      expect(text).not.toMatch(/\beyJ|Bearer|wander_rt/);
      expect(text).not.toMatch(/\/[\w./-]*\?/);
      for (const credential of credentials) expect(text).not.toContain(credential);
    }
  });

  test('a network address stands in events of security alone', () => {
    const withAddress = all().filter((line) => JSON.stringify(line).includes(IP));
    expect(withAddress.map(({ context, event, ip }) => ({ context, event, ip }))).toEqual([
      { context: 'Security', event: 'refresh token reused', ip: IP },
      { context: 'Security', event: 'password changed', ip: IP },
    ]);
    for (const line of withAddress)
      expect(line).toMatchObject({ userId: expect.any(String), requestId: expect.any(String) });
  });

  const requests = (operation: string) =>
    ofApi.filter((line) => line.context === 'Request' && line.operation === operation);

  test('a request has its operation, duration, outcome and who asked', () => {
    const [added, ...refused] = requests('AddComment');
    expect(added).toMatchObject({ level: 'info', kind: 'mutation', outcome: 'ok', userId, traceId: TRACE_ID });
    expect(added!.duration).toBeGreaterThan(0);
    expect(refused.map(({ outcome }) => outcome)).toEqual(['error', 'refused', 'error']);
    expect(requests('L').map(({ outcome, userId: who }) => ({ outcome, who }))).toEqual([
      { outcome: 'error', who: undefined },
      // Whoever is signed in may mistype.
      { outcome: 'error', who: userId },
      { outcome: 'ok', who: userId },
      { outcome: 'ok', who: userId },
    ]);
    expect(requests('Told')).toMatchObject([{ kind: 'subscription', outcome: 'ok', userId }]);
    expect(requests('Search').every(({ outcome }) => outcome === 'ok')).toBe(true);
    expect(requests('other')).toMatchObject([{ kind: 'query', outcome: 'ok' }]);
    expect(requests('none').some(({ kind, outcome }) => kind === 'none' && outcome === 'refused')).toBe(true);
  });

  test('what failed on our side is there once, with the request’s id and without the row', () => {
    const errors = ofApi.filter(({ level }) => level === 'error');
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({ context: 'GraphQL', err: { message: expect.stringContaining('no_secret') } });
    expect(requests('AddComment').map(({ requestId }) => requestId)).toContain(errors[0]!.requestId);
  });

  test('nginx and API name a request by the same ids', () => {
    const [added] = requests('AddComment');
    const passedOn = ofNginx.filter(({ requestId }) => requestId === added!.requestId);
    expect(passedOn).toMatchObject([{ path: '/graphql', outcome: 'ok', traceId: TRACE_ID, level: 'info' }]);
    expect(passedOn[0]!.duration).toEqual(expect.any(Number));
  });

  test('the table in docs/operations.md names every field', async () => {
    const text = await readFile(OPERATIONS_DOCS, 'utf8');
    const section = text.slice(text.indexOf('## The log'), text.indexOf('\n## ', text.indexOf('## The log') + 3));
    const documented = new Set([...section.matchAll(/`(\w+)`/g)].map(([, name]) => name));
    const fields = new Set(all().flatMap((line) => Object.keys(line)));
    expect([...fields].filter((name) => !documented.has(name))).toEqual([]);
  });
});

test('with LOG_LEVEL=info a request that reads, and succeeds in time, has no line', async () => {
  const database = await createTestDatabase();
  const api = await ApiProcess.start({ DATABASE_URL: database.url });
  try {
    const ask = (query: string) =>
      fetch(`${api.url}/graphql`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ query }),
      });
    // The first ones may be slow.
    for (let n = 0; n < 20; n += 1) await ask('query Read { posts(first: 1) { nodes { id } } }');
    await ask('query Unknown { nothing }');
    await until(() => api.text.includes('"outcome":"refused"'));
    const lines = parsed(api.text).filter(({ context }) => context === 'Request');
    expect(lines.filter(({ operation }) => operation === 'Read').length).toBeLessThan(20);
    expect(lines.every(({ outcome, duration }) => outcome !== 'ok' || duration! > 0.3)).toBe(true);
  } finally {
    await api.stop();
    await database.drop();
  }
});
