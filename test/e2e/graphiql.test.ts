import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { mkdir, mkdtemp, readdir, readlink, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { getOperationAST, isObjectType, Kind, parse } from 'graphql';
import { type Example, examples, start } from '../../client/graphiql/examples.js';
import { seed } from '../../seeds/command.js';
import { loadConfig } from '../../server/platform/config/index.js';
import { graphiqlAt } from '../../server/platform/graphql/graphiql.js';
import { FrontResponse } from '../../server/platform/http/front-response.js';
import { Pools } from '../../server/platform/http/pools.js';
import { RequestLifetime } from '../../server/platform/http/request-lifetime.js';
import { type App, startApp } from '../support/app.js';
import { hear, until } from '../support/live.js';

const asBrowser = { Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };

describe('the examples of GraphiQL', () => {
  let app: App;
  let token: string;

  const example = (title: string): Example => examples.find((one) => one.title === title)!;
  const run = ({ query, variables, forViewer }: Example) =>
    app.graphql(query, variables, forViewer ? { token } : undefined);

  beforeAll(async () => {
    app = await startApp();
    await seed(loadConfig({ NODE_ENV: 'test', DATABASE_URL: app.databaseUrl }), ['demo'], () => undefined);
    token = (await run(example('Sign in'))).body.data!.login.accessToken;
  });

  afterAll(() => app?.close());

  /** The newest story has none after it, a tag no highlights, a comment no replies, a guest no limits on writing, and a test no towns. */
  const MAY_BE_EMPTY = /\.(?:nextByAuthor|highlights|writes|placeSuggestions|replies\.nodes)$/;

  /** Every object and list of an answer: an example that finds nothing shows nothing. */
  const empties = (value: unknown, path: string): string[] => {
    if (value === null || (Array.isArray(value) && value.length === 0)) return [path];
    if (typeof value !== 'object') return [];
    return Object.entries(value).flatMap(([key, inner]) => empties(inner, `${path}.${key}`));
  };

  const kindOf = ({ query }: Example) => getOperationAST(parse(query))!.operation;
  const asked = examples.filter((one) => kindOf(one) !== 'subscription');

  test('the first tab answers', async () => {
    const { status, body } = await app.graphql(start);
    expect({ status, errors: body.errors }).toEqual({ status: 200, errors: undefined });
    expect(empties(body.data, 'data')).toEqual([]);
  });

  test('there is one for every query and subscription, and for mutations', () => {
    const fieldsOf = (kind: string) =>
      examples
        .filter((one) => kindOf(one) === kind)
        .flatMap(({ query }) => getOperationAST(parse(query))!.selectionSet.selections)
        .flatMap((selection) => (selection.kind === Kind.FIELD ? selection.name.value : []));
    const { schema } = app.nest.get(GraphQLSchemaHost);
    for (const kind of ['query', 'subscription'] as const) {
      const type = kind === 'query' ? schema.getQueryType() : schema.getSubscriptionType();
      expect(isObjectType(type)).toBe(true);
      expect([...new Set(fieldsOf(kind))].sort()).toEqual(Object.keys(type!.getFields()).sort());
    }
    expect(fieldsOf('mutation')).toEqual(expect.arrayContaining(['login', 'createPost', 'addComment', 'setLike']));
  });

  test.each(examples.filter((one) => kindOf(one) === 'subscription').map((one) => [one.title, one] as const))(
    '%s',
    async (_, { query, variables, forViewer }) => {
      const { results, ended, close } = hear(app.url, query, variables, forViewer ? token : undefined);
      const waited = await Promise.race([ended, sleep(500).then(() => 'still open')]);
      expect({ waited, results }).toEqual({ waited: 'still open', results: [] });
      close();
    },
  );

  test.each(asked.map((one) => [one.title, one] as const))('%s', async (_, one) => {
    const { status, body } = await run(one);
    expect({ status, errors: body.errors }).toEqual({ status: 200, errors: undefined });
    expect(empties(body.data, 'data').filter((path) => !MAY_BE_EMPTY.test(path))).toEqual([]);
  });

  test('a guest gets something of all but those that need somebody signed in', async () => {
    for (const { query, variables, forViewer = false, title } of asked) {
      const { body } = await app.graphql(query, variables);
      expect([title, Object.values(body.data).every((field) => field === null)]).toEqual([title, forViewer]);
    }
  });

  test('writing a second time with the same key gives the same story', async () => {
    const [first, second] = [await run(example('Write and publish')), await run(example('Write and publish'))];
    expect(second.body.data).toEqual(first.body.data);
    expect(first.body.data!.createPost.post.status).toBe('PUBLISHED');
  });

  test('each has a name of its own, which its tab bears', () => {
    const names = examples.map(({ query }) => /^(?:query|mutation|subscription) (\w+)/m.exec(query)?.[1]);
    expect(new Set(names).size).toBe(examples.length);
    expect(names).not.toContain(undefined);
  });
});

describe('GET /graphql', () => {
  let app: App;
  let without: App;

  beforeAll(async () => {
    app = await startApp();
    without = await startApp({ GRAPHIQL: 'false' });
  });

  afterAll(async () => {
    await app?.close();
    await without?.close();
  });

  const get = (to: App, path: string, headers: Record<string, string> = {}, method = 'GET') =>
    fetch(`${to.url}${path}`, { method, headers });

  test('is GraphiQL for browsers, or says how to build it', async () => {
    const { status, headers } = await get(app, '/graphql', asBrowser);
    expect([200, 503]).toContain(status);
    expect(headers.get('content-type')).toMatch(status === 200 ? /^text\/html/ : /^text\/plain/);
  });

  test('is the API where GraphiQL is turned off', async () => {
    const { status, headers } = await get(without, '/graphql', asBrowser);
    expect(status).toBe(400);
    expect(headers.get('content-type')).not.toMatch(/html/);
    expect((await get(without, '/graphql/assets/index.js')).status).toBe(404);
  });

  test('with a query is the API, whoever asks', async () => {
    const headers = { ...asBrowser };
    const reply = await get(app, '/graphql?query=%7B__typename%7D', headers);
    expect(await reply.json()).toEqual({ data: { __typename: 'Query' } });
    expect(reply.headers.get('content-security-policy')).toMatch(/^default-src 'none'; frame-ancestors/);
  });

  test.each([['application/json'], ['application/graphql-response+json'], ['*/*']])(
    'is the API for clients that accept %s',
    async (accept) => {
      const reply = await get(app, '/graphql?query=%7B__typename%7D', { Accept: accept });
      expect(await reply.json()).toEqual({ data: { __typename: 'Query' } });
      expect((await get(app, '/graphql', { Accept: accept })).status).toBe(400);
    },
  );

  test('POST is the API even where HTML is asked for', async () => {
    const { status, body } = await app.graphql('{ __typename }', {}, { headers: asBrowser });
    expect({ status, body }).toEqual({ status: 200, body: { data: { __typename: 'Query' } } });
  });

  test.each([
    '/graphql/',
    '/graphql/nothing',
    '/graphql/assets',
    '/graphql/assets/none-12ab.js',
    '/graphql/index.html',
  ])('%s is not there', async (path) => {
    for (const to of [app, without]) expect((await get(to, path, asBrowser)).status).toBe(404);
  });

  test('POST below it is not the API', async () => {
    const body = JSON.stringify({ query: '{ __typename }' });
    const headers = { 'Content-Type': 'application/json' };
    const reply = await fetch(`${app.url}/graphql/more`, { method: 'POST', headers, body });
    expect(reply.status).toBe(404);
    expect(await reply.json()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
  });
});

describe('the files of GraphiQL', () => {
  const SCRIPT = `export const text = '${'graph '.repeat(300)}';\n`;
  const pools = new Pools();
  let directory: string;
  let server: Server;
  let url: string;

  beforeAll(async () => {
    directory = join(await mkdtemp(join(tmpdir(), 'wander-graphiql-')), 'graphiql');
    const serve = graphiqlAt('/graphql', directory);
    server = createServer({ ServerResponse: FrontResponse }, (req, res) => {
      const lifetime = new RequestLifetime(pools, res, 'a-request', pools.holder('127.0.0.1'));
      if (!serve(req, res, lifetime)) res.writeHead(418).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(join(directory, '..'), { recursive: true, force: true });
  });

  const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    fetch(`${url}${path}`, { method, headers });

  test('before they are built, the page says what to do', async () => {
    const reply = await get('/graphql', asBrowser);
    expect(reply.status).toBe(503);
    expect(await reply.text()).toContain('make build');
  });

  describe('once they are built', () => {
    test('whoever leaves without reading leaves no file open', async () => {
      await writeFile(join(directory, 'assets/large-12ab.js'), 'x'.repeat(20_000_000));
      const filesOpen = async () => {
        const links = await Promise.all(
          (await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')),
        );
        return links.filter((link) => link.endsWith('large-12ab.js')).length;
      };
      const socket = connect(Number(new URL(url).port), '127.0.0.1').on('error', () => undefined);
      socket.pause().write('GET /graphql/assets/large-12ab.js HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(5));
      await until(async () => (await filesOpen()) > 0);
      expect(pools.requests.held).toBeGreaterThan(0);
      socket.destroy();
      await until(async () => (await filesOpen()) === 0);
      expect(pools.requests.held).toBe(0);
    });

    beforeAll(async () => {
      await mkdir(join(directory, 'assets'), { recursive: true });
      await writeFile(join(directory, 'index.html'), '<!doctype html><title>GraphiQL</title>');
      await writeFile(join(directory, 'assets/index-12ab.js'), SCRIPT);
      await writeFile(join(directory, 'assets/index-12ab.js.gz'), gzipSync(SCRIPT));
      await writeFile(join(directory, 'assets/index-12ab.js.br'), brotliCompressSync(SCRIPT));
    });

    test('the page is asked for anew, and runs no script but its own', async () => {
      const { status, headers } = await get('/graphql', asBrowser);
      expect(status).toBe(200);
      expect(headers.get('content-type')).toMatch(/^text\/html/);
      expect(headers.get('cache-control')).toBe('no-cache');
      expect(headers.get('vary')).toMatch(/Accept(,|$)/);
      const policy = headers.get('content-security-policy')!;
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/https?:|script-src[^;]*(unsafe|blob|data)/);
      const again = await get('/graphql', { ...asBrowser, 'If-None-Match': headers.get('etag')! });
      expect(again.status).toBe(304);
    });

    test('HEAD is GET without the body', async () => {
      const reply = await get('/graphql', asBrowser, 'HEAD');
      expect(reply.status).toBe(200);
      expect(await reply.text()).toBe('');
    });

    test.each([
      ['gzip', 'gzip'],
      ['gzip, br', 'br'],
      ['gzip, br;q=0', 'gzip'],
      ['identity', null],
    ])('a script is kept for ever (%s)', async (accept, encoding) => {
      const reply = await get('/graphql/assets/index-12ab.js', { 'Accept-Encoding': accept });
      expect(reply.headers.get('content-type')).toMatch(/^text\/javascript/);
      expect(reply.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(reply.headers.get('content-encoding')).toBe(encoding);
      expect(await reply.text()).toBe(SCRIPT);
    });

    test('a range that ends before it begins does no harm', async () => {
      const { status } = await get('/graphql/assets/index-12ab.js', { Range: 'bytes=5-3' });
      expect(status).toBe(200);
    });

    test.each([
      '/graphql/assets/%2e%2e/%2e%2e/secret',
      '/graphql/assets/..%2f..%2fsecret',
      '/graphql/assets/%00',
      '/graphql/assets/%',
      '/graphql/assets/',
    ])('%s is no way out of the folder', async (path) => {
      await writeFile(join(directory, '../secret'), 'secret');
      const reply = await get(path);
      expect([404, 418]).toContain(reply.status);
      expect(await reply.text()).not.toContain('secret');
    });
  });
});
