import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ApolloClient, ApolloLink, CombinedGraphQLErrors, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { createHash, randomBytes } from 'node:crypto';
import { type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { Metrics } from '../../server/platform/observability/index.js';
import { type App, startApp } from '../support/app.js';
import { type Person, signUp, type Story, writeStory } from '../support/factories.js';
import { openSocket, until } from '../support/live.js';

/* What clients, their libraries and their habits send; each library's requests as they were seen on the wire. */

let app: App;
let ana: Person;
let story: Story;
beforeAll(async () => {
  app = await startApp({ CORS_ORIGINS: 'https://partner.example', RATE_LIMIT_WRITES: '12' });
  ana = await signUp(app);
  story = await writeStory(app, ana);
});
afterAll(() => app?.close());

const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const addressOf = (parameters: Record<string, string>) =>
  `${app.url}/graphql?${new URLSearchParams(parameters).toString()}`;

/** The status, the errors and the data of an answer. */
async function read(response: Response) {
  const { data, errors } = (await response.json()) as {
    data?: unknown;
    errors?: { message: string; extensions: { code: string; fields?: { path: string }[] } }[];
  };
  return { status: response.status, headers: response.headers, data, errors, code: errors?.[0]?.extensions.code };
}
const get = async (parameters: Record<string, string>, headers: Record<string, string> = {}) =>
  read(await fetch(addressOf(parameters), { headers }));
const post = async (body: unknown, headers: Record<string, string> = {}) =>
  read(
    await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: body instanceof Uint8Array || typeof body === 'string' ? (body as string) : JSON.stringify(body),
    }),
  );

async function answeredBy(path: string): Promise<number> {
  const found = await app.nest.get(Metrics).registry.getSingleMetric('wander_graphql_answers_total')!.get();
  return found.values.find(({ labels }) => labels.path === path)!.value;
}

describe('a query by GET', () => {
  test.each<[string, Record<string, string>]>([
    ['as urql sends it', { Accept: 'application/graphql-response+json, application/json, text/event-stream' }],
    ['as Apollo Client sends it', { 'Content-Type': 'application/json', Accept: 'application/json;q=0.9' }],
    ['as genqlient sends it', { 'Content-Type': 'application/json', Accept: '*/*' }],
    ['as curl sends it', { Accept: '*/*' }],
    ['with the type of a form', { 'Content-Type': 'application/x-www-form-urlencoded' }],
    ['with a type that is none', { 'Content-Type': 'nonsense' }],
    ['with the header of Apollo', { 'Apollo-Require-Preflight': 'true' }],
    ['from another page of this browser', { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://elsewhere.example' }],
  ])('is answered %s', async (_how, headers) => {
    const { status, data } = await get({ query: '{ __typename }' }, headers);
    expect({ status, data }).toEqual({ status: 200, data: { __typename: 'Query' } });
  });

  test.each<[string, Record<string, string>]>([
    ['operationName', { operationName: '' }],
    ['variables', { variables: '' }],
    ['variables that are null', { variables: 'null' }],
    ['variables that are an empty list, as PHP writes an empty map', { variables: '[]' }],
    ['extensions', { extensions: '' }],
    ['all of them', { operationName: '', variables: '', extensions: 'null' }],
  ])('with an empty %s is answered', async (_what, more) => {
    for (let time = 0; time < 2; time += 1)
      expect((await get({ query: '{ __typename }', ...more })).data).toEqual({ __typename: 'Query' });
  });

  test('takes the fast path once its document is known, with its variables', async () => {
    const query = `query Q($slug: String!) { post(slug: $slug) { title } } # ${randomBytes(4).toString('hex')}`;
    const request = { query, variables: JSON.stringify({ slug: story.slug }), operationName: 'Q' };
    const headers = { Authorization: `Bearer ${ana.token}` };
    const first = await get(request, headers);
    const before = await answeredBy('fast_path');
    expect((await get(request, headers)).data).toEqual(first.data);
    expect(first.data).toEqual({ post: { title: story.title } });
    expect(await answeredBy('fast_path')).toBe(before + 1);
    expect((await get({ ...request, variables: '{"slug":"nothing"}' }, headers)).data).toEqual({ post: null });
  });

  test.each<[string, Record<string, string>]>([
    ['variables that are no JSON', { query: '{ __typename }', variables: '{' }],
    ['variables that are a list', { query: '{ __typename }', variables: '[1]' }],
    ['no query', {}],
  ])('with %s is refused', async (_what, parameters) => {
    for (let time = 0; time < 2; time += 1) expect((await get(parameters)).status).toBe(400);
  });

  test('with a parameter that is given twice is refused', async () => {
    const response = await fetch(`${addressOf({ query: '{ __typename }' })}&query=%7B__typename%7D`);
    expect(response.status).toBe(400);
  });
});

describe('a client that offers HTTP/2 beside its request, as Java’s and curl --http2 do', () => {
  const offering = (path: string, method: string, body = ''): Promise<{ status?: number; text: string }> =>
    new Promise((resolve, reject) => {
      const headers = {
        'Content-Type': 'application/json',
        Connection: 'Upgrade, HTTP2-Settings',
        Upgrade: 'h2c',
        'HTTP2-Settings': 'AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA',
      };
      const sent = request(`${app.url}${path}`, { method, headers, agent: false }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => (text += part));
        answer.once('end', () => resolve({ status: answer.statusCode, text }));
      });
      sent.once('error', reject).end(body);
    });

  test.each([
    ['a query', '/graphql', 'POST', '{"query":"{ __typename }"}', '{"data":{"__typename":"Query"}}'],
    [
      'a long query',
      '/graphql',
      'POST',
      `{"query":"{ __typename }"${' '.repeat(90_000)}}`,
      '{"data":{"__typename":"Query"}}',
    ],
    ['a query by GET', '/graphql?query=%7B__typename%7D', 'GET', '', '{"data":{"__typename":"Query"}}'],
    ['a feed', '/feed.xml', 'GET', '', '</feed>'],
  ])('has the answer to %s over HTTP/1.1', async (_what, path, method, body, end) => {
    const { status, text } = await offering(path, method, body);
    expect({ status, end: text.trim().slice(-end.length) }).toEqual({ status: 200, end });
  });

  test('again on the same connection has an answer, after which the connection is closed', async () => {
    const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
    let answers = '';
    socket.setEncoding('latin1').on('data', (part: string) => (answers += part));
    const kinds = () => Array.from(answers.matchAll(/^Connection: ([a-z-]+)\r$/gm), ([, kind]) => kind);
    const offer =
      'GET /healthz/live HTTP/1.1\r\nHost: wander\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n';
    for (const kind of ['keep-alive', 'close']) {
      socket.write(offer);
      await until(() => answers.endsWith('}'));
      expect(kinds().at(-1)).toBe(kind);
      answers = '';
    }
    socket.destroy();
  });
});

describe('an Accept header with what means nothing for JSON', () => {
  test.each([
    ['application/json;charset=utf8', 'application/json'],
    ['application/json; charset=ISO-8859-1', 'application/json'],
    ['application/json;odata.metadata=minimal', 'application/json'],
    ['application/json; indent=4, */*;q=0.1', 'application/json'],
    [
      'application/graphql-response+json;charset=utf8;q=1, application/json;v=2;q=0.9',
      'application/graphql-response+json',
    ],
    ['application/graphql-response+json;v=1;q=0.1, application/json', 'application/json'],
    ['*', 'application/json'],
  ])('is understood: %s', async (accept, type) => {
    // The fast path answers the second one.
    for (let time = 0; time < 2; time += 1) {
      const { status, headers, data } = await post({ query: '{ __typename }' }, { Accept: accept });
      expect({ status, data }).toEqual({ status: 200, data: { __typename: 'Query' } });
      expect(headers.get('content-type')).toBe(`${type}; charset=utf-8`);
    }
    const name = 'mutation ($name: String!) { updateProfile(input: { name: $name }) { user { name } } }';
    const renamed = await post(
      { query: name, variables: { name: ana.username } },
      { Accept: accept, Authorization: `Bearer ${ana.token}` },
    );
    expect(renamed).toMatchObject({ status: 200, data: { updateProfile: { user: { name: ana.username } } } });
  });

  test('refuses JSON where its weight is 0', async () => {
    expect((await post({ query: '{ __typename }' }, { Accept: 'application/json;v=1;q=0' })).status).toBe(406);
  });
});

describe('HEAD, as monitors send it', () => {
  const head = async (parameters: Record<string, string>) => {
    const response = await fetch(addressOf(parameters), { method: 'HEAD', headers: { Accept: '*/*' } });
    return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
  };

  test('is answered as GET, without the body, also when the document is known', async () => {
    const query = `{ posts(first: 1) { nodes { title } } } # ${randomBytes(4).toString('hex')}`;
    const empty = { type: 'application/json; charset=utf-8', text: '' };
    for (let time = 0; time < 2; time += 1) expect(await head({ query })).toEqual({ status: 200, ...empty });
    expect(await head({ query: '{ nothing }' })).toEqual({ status: 400, ...empty });
    expect(await head({})).toEqual({ status: 400, ...empty });
    const mutation = 'mutation { deletePost(input: { id: "x" }) { deletedId } }';
    for (let time = 0; time < 2; time += 1) expect(await head({ query: mutation })).toEqual({ status: 405, ...empty });
  });
});

describe('what is not asked by GET', () => {
  const mutation = 'mutation ByGet { updateProfile(input: { bio: "by GET" }) { user { bio } } }';

  test('a mutation is 405, also when its document is known', async () => {
    const headers = { Authorization: `Bearer ${ana.token}` };
    for (let time = 0; time < 2; time += 1) {
      const { status, headers: sent, code, data } = await get({ query: mutation }, headers);
      expect({ status, allow: sent.get('allow'), code, data }).toEqual({
        status: 405,
        allow: 'POST',
        code: 'BAD_REQUEST',
        data: undefined,
      });
      await post({ query: mutation.replace('by GET', 'by POST') }, headers);
    }
    await post({ query: mutation }, { ...headers, Accept: 'image/png' });
    const { body } = await app.graphql('{ viewer { user { bio } } }', {}, { token: ana.token });
    expect(body.data.viewer.user.bio).toBe('by POST');
  });

  test.each(['*/*', 'application/json', 'application/graphql-response+json', 'text/event-stream', 'multipart/mixed'])(
    'a subscription says where it is answered, to who accepts %s',
    async (accept) => {
      const query = 'subscription { postPublished { id } }';
      for (const { status, errors, headers } of [
        await get({ query }, { Accept: accept }),
        await post({ query }, { Accept: accept }),
      ]) {
        expect(status).toBe(400);
        expect(errors![0]!.message).toBe(
          'Subscriptions are answered over a WebSocket (graphql-transport-ws) at this address.',
        );
        expect(headers.get('allow')).toBeNull();
      }
    },
  );
});

describe('a page of an origin that is named', () => {
  test.each([
    'authorization',
    'content-type',
    'x-request-id',
    'x-expected-viewer',
    'apollo-require-preflight',
    'x-apollo-operation-name',
    'apollographql-client-name',
    '*',
  ])('may send the header %s', async (name) => {
    const { headers } = await fetch(`${app.url}/graphql`, {
      method: 'OPTIONS',
      headers: {
        Origin: 'https://partner.example',
        'Access-Control-Request-Method': 'GET',
        'Access-Control-Request-Headers': name,
      },
    });
    expect(headers.get('access-control-allow-headers')!.toLowerCase().split(', ')).toContain(name);
    expect(headers.get('access-control-allow-credentials')).toBeNull();
  });
});

describe('a bad token', () => {
  const query = '{ viewer { email } }';

  test.each([
    ['application/graphql-response+json', 'application/graphql-response+json; charset=utf-8'],
    ['application/graphql-response+json,application/json;q=0.9', 'application/graphql-response+json; charset=utf-8'],
    ['application/json', 'application/json; charset=utf-8'],
    ['application/json, application/graphql-response+json;q=0', 'application/json; charset=utf-8'],
    ['*/*', 'application/json; charset=utf-8'],
    ['text/html', 'application/json; charset=utf-8'],
  ])('is 401 to who accepts %s', async (accept, type) => {
    const { status, headers, code, data } = await post({ query }, { Accept: accept, Authorization: 'Bearer a.b.c' });
    expect({ status, code, data }).toEqual({ status: 401, code: 'UNAUTHENTICATED', data: undefined });
    expect(headers.get('content-type')).toBe(type);
    expect(headers.get('www-authenticate')).toMatch(/^Bearer realm="Wander", error="invalid_token"/);
  });

  test('is an error of GraphQL to Apollo Client, not one of the network', async () => {
    const client = new ApolloClient({
      cache: new InMemoryCache(),
      link: new HttpLink({ uri: `${app.url}/graphql`, headers: { authorization: 'Bearer a.b.c' } }),
    });
    for (const useGETForQueries of [false, true]) {
      const error = await client
        .query({ query: gql(query), context: { useGETForQueries } })
        .catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(CombinedGraphQLErrors);
      expect(error).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    }
  });

  test.each([
    ['Basic YW5hOnNlY3JldA==', 'The scheme Basic is not known here.'],
    ['Token abc', 'The scheme Token is not known here.'],
    ['JWT a.b.c', 'The scheme JWT is not known here.'],
    ['Digest username="ana", realm="x"', 'The scheme Digest is not known here.'],
    ['<script> x', 'This scheme is not known here.'],
    ['a.b.c', 'The Authorization header has no scheme.'],
    ['Bearer', 'There is no access token behind Bearer.'],
    ['Bearer undefined', 'There is no access token behind Bearer.'],
    ['bearer null', 'There is no access token behind Bearer.'],
  ])('%s is told how a token is sent', async (authorization, sentence) => {
    const { status, headers, errors } = await post({ query }, { Authorization: authorization });
    expect(status).toBe(401);
    expect(errors![0]!.message).toBe(`${sentence} Send the access token as \`Authorization: Bearer <access token>\`.`);
    expect(headers.get('www-authenticate')).toMatch(/^Bearer realm="Wander"/);
    if (!/^bearer/i.test(authorization)) expect(headers.get('www-authenticate')).not.toContain('error');
  });

  test('is not an empty header, which clients send for a guest', async () => {
    expect(await post({ query }, { Authorization: '' })).toMatchObject({ status: 200, data: { viewer: null } });
  });
});

describe('credentials of a WebSocket', () => {
  const VIEWER = { type: 'connection_init' };
  const ackOf = (socket: ReturnType<typeof openSocket>) =>
    until(() => socket.messages.some(({ type }) => type === 'connection_ack'));
  const subscribe = { id: '1', type: 'subscribe', payload: { query: 'subscription { notificationReceived { id } }' } };
  const isHeard = async (socket: ReturnType<typeof openSocket>) => {
    await ackOf(socket);
    socket.send(subscribe, { type: 'ping' });
    await until(() => socket.messages.some(({ type }) => type === 'pong'));
    socket.close();
    return !socket.messages.some(({ type }) => type === 'error' || type === 'next');
  };
  const bearer = () => `Bearer ${ana.token}`;

  test('in the header of the handshake are heard', async () => {
    const socket = openSocket(app.url, { headers: { Authorization: bearer() } });
    await socket.opened;
    socket.send(VIEWER);
    expect(await isHeard(socket)).toBe(true);
  });

  test.each<[string, () => object]>([
    ['as authorization', () => ({ authorization: bearer() })],
    ['as Authorization', () => ({ Authorization: bearer() })],
    ['as AUTHORIZATION', () => ({ AUTHORIZATION: bearer() })],
    ['among headers', () => ({ headers: { Authorization: bearer() } })],
  ])('in the parameters, %s, are heard', async (_how, payload) => {
    const socket = openSocket(app.url);
    await socket.opened;
    socket.send({ ...VIEWER, payload: payload() });
    expect(await isHeard(socket)).toBe(true);
  });

  test.each(['Bearer a.b.c', 'Basic YW5hOnNlY3JldA==', 'nonsense'])(
    'that are bad are refused with the handshake: %s',
    async (authorization) => {
      const socket = openSocket(app.url, { headers: { Authorization: authorization } });
      expect(await socket.refused).toBe(401);
    },
  );

  test.each<[string, object]>([
    ['bad', { authorization: 'Bearer a.b.c' }],
    ['of another scheme', { authorization: 'Basic YW5hOnNlY3JldA==' }],
    ['no text', { authorization: { token: 'x' } }],
  ])('in the parameters that are %s close the connection with 4403', async (_what, payload) => {
    const socket = openSocket(app.url, { headers: { Authorization: bearer() } });
    await socket.opened;
    socket.send({ ...VIEWER, payload });
    expect(await socket.closed).toBe(4403);
  });

  test('of two people close it, too; those that are empty are a guest’s', async () => {
    const ben = await signUp(app);
    const both = openSocket(app.url, { headers: { Authorization: bearer() } });
    await both.opened;
    both.send({ ...VIEWER, payload: { authorization: `Bearer ${ben.token}` } });
    expect(await both.closed).toBe(4403);
    for (const payload of [{ authorization: '' }, { authorization: null }, { headers: null }, {}]) {
      const guest = openSocket(app.url);
      await guest.opened;
      guest.send({ ...VIEWER, payload });
      await ackOf(guest);
      guest.close();
    }
  });
});

test.each<[string, string, Record<string, string>, number, string]>([
  ['a page of another origin', '/graphql', { Origin: 'https://elsewhere.example' }, 403, 'FORBIDDEN'],
  ['another path', '/other', {}, 404, 'NOT_FOUND'],
  ['a bad token', '/graphql', { Authorization: 'Bearer a.b.c' }, 401, 'UNAUTHENTICATED'],
])('the handshake of a WebSocket from %s is refused in GraphQL’s form', async (_what, path, headers, status, code) => {
  const handshake = { Connection: 'Upgrade', Upgrade: 'websocket', 'X-Request-Id': 'handshake', ...headers };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request(`${app.url}${path}`, { headers: handshake, agent: false }, resolve).once('error', reject).end();
  });
  const { errors } = JSON.parse((await response.toArray()).join('')) as { errors: { extensions: object }[] };
  expect(response.headers).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    'x-request-id': 'handshake',
  });
  expect([response.statusCode, errors[0]!.extensions]).toEqual([status, { code, requestId: 'handshake' }]);
});

describe('automatic persisted queries', () => {
  const unseen = () => `query Persisted { posts(first: 1) { nodes { title } } } # ${randomBytes(6).toString('hex')}`;
  const extensions = (sha256Hash: unknown, version: unknown = 1) => ({ persistedQuery: { version, sha256Hash } });

  test('are asked for, sent once, and then answered by their hash, on the fast path', async () => {
    const query = unseen();
    const known = { extensions: extensions(hash(query)), variables: {} };
    expect(await post(known)).toMatchObject({ status: 200, code: 'PERSISTED_QUERY_NOT_FOUND' });
    const { data } = await post({ query, ...known });
    expect(data).toEqual({ posts: { nodes: [{ title: story.title }] } });
    const before = (await answeredBy('fast_path')) + (await answeredBy('cached'));
    expect((await post(known)).data).toEqual(data);
    for (const query of ['', null]) expect((await post({ ...known, query })).data).toEqual(data);
    expect((await get({ extensions: JSON.stringify(known.extensions), operationName: 'Persisted' })).data).toEqual(
      data,
    );
    expect((await answeredBy('fast_path')) + (await answeredBy('cached'))).toBe(before + 4);
  });

  test.each<[string, object]>([
    ['the hash of another document', { query: '{ __typename }', extensions: extensions(hash('other')) }],
    ['another version', { extensions: extensions(hash('x'), 2) }],
    ['no hash', { extensions: extensions(undefined) }],
    ['a hash that is a list', { extensions: extensions([hash('x')]) }],
  ])('with %s are refused', async (_what, request) => {
    for (let time = 0; time < 2; time += 1) {
      const { data, errors } = await post(request);
      expect({ data, count: errors?.length }).toEqual({ data: undefined, count: 1 });
    }
  });

  test('of what was refused are not kept', async () => {
    const query = `{ nothing } # ${randomBytes(6).toString('hex')}`;
    expect((await post({ query, extensions: extensions(hash(query)) })).code).toBe('GRAPHQL_VALIDATION_FAILED');
    expect((await post({ extensions: extensions(hash(query)) })).code).toBe('PERSISTED_QUERY_NOT_FOUND');
  });

  test('of a mutation are answered by POST alone', async () => {
    const query = `mutation { updateProfile(input: { bio: "${randomBytes(4).toString('hex')}" }) { user { bio } } }`;
    const headers = { Authorization: `Bearer ${ana.token}` };
    const request = { extensions: extensions(hash(query)) };
    expect((await post({ query, ...request }, headers)).status).toBe(200);
    expect((await post(request, headers)).status).toBe(200);
    expect((await get({ extensions: JSON.stringify(request.extensions) }, headers)).status).toBe(405);
  });

  test('work with Apollo Client, by GET', async () => {
    const sent: string[] = [];
    const client = () =>
      new ApolloClient({
        cache: new InMemoryCache(),
        link: ApolloLink.from([
          new PersistedQueryLink({ sha256: hash, useGETForHashedQueries: true }),
          new HttpLink({
            uri: `${app.url}/graphql`,
            fetch: (address, init) => {
              sent.push(init!.method!);
              return fetch(address, init);
            },
          }),
        ]),
      });
    const query = gql`
      query PersistedByApollo($slug: String!) {
        post(slug: $slug) {
          title
        }
      }
    `;
    const variables = { slug: story.slug };
    for (let time = 0; time < 2; time += 1)
      expect((await client().query({ query, variables })).data).toMatchObject({ post: { title: story.title } });
    expect(sent).toEqual(['GET', 'POST', 'GET']);
  });
});

const CLIENTS: [client: string, headers: Record<string, string>, more: object][] = [
  [
    'Apollo Client 4',
    { Accept: 'application/graphql-response+json,application/json;q=0.9' },
    { operationName: 'Q', extensions: { clientLibrary: { name: '@apollo/client', version: '4.3.8' } } },
  ],
  ['Apollo Client 3', { Accept: '*/*' }, { operationName: 'Q', extensions: {} }],
  [
    'urql',
    {
      Accept:
        'application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed',
    },
    { operationName: 'Q', extensions: undefined },
  ],
  [
    'Relay',
    { Accept: 'application/graphql-response+json; charset=utf-8, application/json; charset=utf-8' },
    { id: null, doc_id: '8f1c' },
  ],
  ['graphql-request', { Accept: 'application/graphql-response+json, application/json' }, { operationName: 'Q' }],
  [
    'Apollo iOS',
    {
      Accept:
        'multipart/mixed;boundary="graphql";deferSpec=20220824,application/graphql-response+json,application/json',
      'X-Apollo-Operation-Name': 'Q',
    },
    { operationName: 'Q', extensions: { clientLibrary: { name: 'apollo-ios', version: '2.0.3' } } },
  ],
  [
    'Apollo iOS 1',
    { Accept: 'multipart/mixed;boundary="graphql";deferSpec=20220824,application/json' },
    { operationName: 'Q' },
  ],
  [
    'Apollo Kotlin',
    { Accept: 'multipart/mixed;deferSpec=20220824, application/graphql-response+json, application/json' },
    { operationName: 'Q', extensions: { clientLibrary: { name: 'apollo-kotlin', version: '4.3.3' } } },
  ],
  ['Apollo Kotlin 3', { Accept: 'multipart/mixed; deferSpec=20220824, application/json' }, { operationName: 'Q' }],
  ['Spring', { Accept: 'application/json, application/graphql-response+json' }, { extensions: {} }],
  ['axios', { Accept: 'application/json, text/plain, */*' }, {}],
  ['gql of Python', { Accept: '*/*', 'Accept-Encoding': 'gzip, deflate' }, { operationName: '' }],
  ['an exporter of traces', {}, { extensions: { traceparent: '00-4bf9-00f0-01', trace: { id: 7 } } }],
];

test.each(CLIENTS)('the requests of %s take the fast path, and a guest’s the cache', async (_client, headers, more) => {
  const query = `query Q($first: Int) { posts(first: $first) { nodes { id } } } # ${randomBytes(6).toString('hex')}`;
  const request = { query, variables: { first: 1 }, ...more };
  const data = { posts: { nodes: [{ id: story.id }] } };
  expect((await post(request, headers)).data).toEqual(data);
  const count = async () => [await answeredBy('fast_path'), await answeredBy('cached'), await answeredBy('apollo')];
  const before = await count();
  expect((await post(request, { ...headers, Authorization: `Bearer ${ana.token}` })).data).toEqual(data);
  for (let time = 0; time < 2; time += 1) expect((await post(request, headers)).data).toEqual(data);
  const [fast, cached, apollo] = (await count()).map((now, i) => now - before[i]!);
  // Its first answer may be the second one's, too; between two that are more than two seconds apart, another is made.
  expect([fast! + cached!, apollo]).toEqual([3, 0]);
  expect(cached).toBeGreaterThan(0);
});

test.each([
  ['what it costs', { cost: true }],
  ['a document by another’s hash', { persistedQuery: { version: 1, sha256Hash: hash('other') } }],
])('extensions that ask for %s leave the fast path', async (_what, extensions) => {
  const query = `{ posts(first: 1) { nodes { id } } } # ${randomBytes(6).toString('hex')}`;
  await post({ query });
  const before = await answeredBy('apollo');
  await post({ query, extensions });
  expect(await answeredBy('apollo')).toBe(before + 1);
});

test('a person is asked for with or without the sign before the name', async () => {
  const { username } = ana;
  for (const typed of [username, `@${username}`, ` @${username.toUpperCase()}`]) {
    const query =
      'query ($typed: String!) { user(username: $typed) { username } posts(filter: { authorUsername: $typed }) { nodes { slug } } }';
    expect((await post({ query, variables: { typed } })).data).toMatchObject({
      user: { username },
      posts: { nodes: [{ slug: story.slug }] },
    });
  }
  const { data } = await post({ query: `{ user(username: "@@${username}") { id } }` });
  expect(data).toEqual({ user: null });
});

describe('what libraries send', () => {
  test('an empty operationName is none', async () => {
    for (const query of ['{ __typename }', 'query Named { __typename }'])
      for (let time = 0; time < 2; time += 1)
        expect((await post({ query, operationName: '' })).data).toEqual({ __typename: 'Query' });
    const socket = openSocket(app.url);
    await socket.init();
    const query = 'subscription Told { postPublished { id } }';
    socket.send({ id: '1', type: 'subscribe', payload: { query, operationName: '' } }, { type: 'ping' });
    await until(() => socket.messages.some(({ type }) => type === 'pong'));
    expect(socket.messages.map(({ type }) => type)).toEqual(['connection_ack', 'pong']);
    socket.close();
  });

  test.each<[string, unknown]>([
    ['null', null],
    ['an empty text', ''],
    ['an empty list, as PHP writes an empty map', []],
  ])('variables that are %s are none', async (_what, variables) => {
    const query = '{ posts(first: 1) { nodes { title } } }';
    const { data } = await post({ query });
    for (let time = 0; time < 2; time += 1)
      expect(await post({ query, variables })).toMatchObject({ status: 200, data });
    expect((await post({ query, variables: [1] })).status).toBe(400);
    expect((await post({ query, variables: '{}' })).status).toBe(400);
  });

  test.each<[string, unknown]>([
    ['null', null],
    ['an empty text', ''],
    ['an empty list, as PHP writes an empty map', []],
  ])('extensions that are %s are none', async (_what, extensions) => {
    for (let time = 0; time < 2; time += 1)
      expect(await post({ query: '{ __typename }', extensions })).toMatchObject({
        status: 200,
        data: { __typename: 'Query' },
      });
    for (const wrong of ['{}', [1]])
      expect((await post({ query: '{ __typename }', extensions: wrong })).status).toBe(400);
  });

  test.each<[string, object]>([
    ['parameters that are null', { init: { payload: null } }],
    ['parameters that are an empty list', { init: { payload: [] } }],
    ['variables that are an empty list', { more: { variables: [] } }],
    ['variables that are an empty text', { more: { variables: '' } }],
    ['extensions that are an empty list', { more: { extensions: [], variables: null, operationName: null } }],
  ])('over a WebSocket, %s are none', async (_what, { init, more }: { init?: object; more?: object }) => {
    const socket = openSocket(app.url);
    await socket.opened;
    const payload = { query: 'subscription { postPublished { id } }', ...more };
    socket.send({ type: 'connection_init', ...init }, { id: '1', type: 'subscribe', payload }, { type: 'ping' });
    await until(() => socket.messages.some(({ type }) => type === 'pong'));
    expect(socket.messages.map(({ type }) => type).sort()).toEqual(['connection_ack', 'pong']);
    socket.close();
  });

  test('a byte order mark before the JSON is not looked at', async () => {
    expect((await post('\ufeff{"query":"{ __typename }"}')).data).toEqual({ __typename: 'Query' });
    expect((await post('\ufeff\ufeff{"query":"{ __typename }"}')).status).toBe(400);
  });

  test.each(['gzip', 'GZIP', 'br', 'deflate', 'zstd', 'identity, gzip'])(
    'a body that is compressed by %s is 415, which says what is not',
    async (encoding) => {
      const body = gzipSync('{"query":"{ __typename }"}');
      const { status, headers, errors } = await post(body, { 'Content-Encoding': encoding });
      expect({ status, accepts: headers.get('accept-encoding') }).toEqual({ status: 415, accepts: 'identity' });
      expect(errors![0]!.message).toBe('The body is compressed. Send it without `Content-Encoding`.');
    },
  );

  test.each(['identity', ''])('a body that is encoded by “%s” is read', async (encoding) => {
    expect((await post({ query: '{ __typename }' }, { 'Content-Encoding': encoding })).status).toBe(200);
  });

  test.each([
    'text/plain',
    'application/graphql',
    'application/x-www-form-urlencoded',
    'application/json; charset=utf-16',
  ])('a body of %s is 415, which says what is read', async (type) => {
    const { status, headers, errors } = await post({ query: '{ __typename }' }, { 'Content-Type': type });
    expect({ status, accept: headers.get('accept') }).toEqual({ status: 415, accept: 'application/json' });
    expect(errors![0]!.message).toContain('application/json');
  });

  test.each([
    'application/json;charset=UTF-8',
    'application/json; charset="utf-8"',
    'APPLICATION/JSON',
    'application/json;',
  ])('a body of %s is read', async (type) => {
    expect((await post({ query: '{ __typename }' }, { 'Content-Type': type })).status).toBe(200);
  });

  test('the id of a document that is kept nowhere is told so', async () => {
    for (const { status, errors } of [
      await post({ documentId: 'sha256:abc', variables: {} }),
      await post({ doc_id: '123' }),
      await post({ id: 'abc', query: null }),
      await get({ documentId: 'abc' }),
    ]) {
      expect(status).toBe(400);
      expect(errors![0]!.message).toMatch(/^This API keeps no documents under ids: send the document as `query`/);
    }
    expect((await post({ documentId: 'abc', query: '{ __typename }' })).status).toBe(200);
  });
});

test.each<[string, () => ReturnType<typeof read>, string]>([
  ['a GET', () => get({}, { Accept: 'application/json' }), 'There is no document: '],
  ['a POST', () => post({}), 'There is no document: '],
  ['an empty text', () => post({ query: '' }), 'There is no document: '],
  ['an empty body', () => post(''), 'There is no document: '],
  ['null', () => post('null'), 'The body must be a JSON object'],
  ['a text', () => post('"{ __typename }"'), 'The body must be a JSON object'],
])('%s without a document says where it belongs', async (_what, ask, beginning) => {
  const { status, errors } = await ask();
  expect(status).toBe(400);
  expect(errors!.map(({ message }) => message)).toEqual([expect.stringContaining(beginning)]);
});

describe('the field that is wrong', () => {
  const update = `mutation ($id: ID!, $version: Int!, $title: String, $tags: [String!], $place: PlaceInput) {
    updatePost(input: { id: $id, version: $version, title: $title, tags: $tags, place: $place }) { post { id } } }`;
  const whole = 'mutation ($anything: UpdatePostInput!) { updatePost(input: $anything) { post { id } } }';
  const literal = (fields: string) => `mutation { updatePost(input: { ${fields} }) { post { id } } }`;
  const kept = () => `id: "${story.id}", version: 1`;
  const pathsOf = async (query: string, variables: object = {}) => {
    const { errors } = await post({ query, variables }, { Authorization: `Bearer ${ana.token}` });
    return errors?.flatMap(({ extensions }) => extensions.fields?.map(({ path }) => path));
  };

  test.each<[string, () => [string, object?][], string]>([
    [
      'null for a text of an update',
      () => [
        [update, { id: story.id, version: 1, title: null }],
        [whole, { anything: { id: story.id, version: 1, title: null } }],
        [literal(`${kept()}, title: null`)],
      ],
      'input.title',
    ],
    [
      'a text of the wrong type',
      () => [
        [update, { id: story.id, version: 1, title: 7 }],
        [whole, { anything: { id: story.id, version: 1, title: 7 } }],
        [literal(`${kept()}, title: 7`)],
      ],
      'input.title',
    ],
    [
      'null where a value stands by itself',
      () => [
        [
          'mutation ($tags: [String!], $place: PlaceInput) { createPost(input: { place: $place, tags: $tags }) { post { id } } }',
          { tags: null, place: null },
        ],
        ['mutation ($new: CreatePostInput!) { createPost(input: $new) { post { id } } }', { new: { tags: null } }],
        ['mutation { createPost(input: { tags: null }) { post { id } } }'],
      ],
      'input.tags',
    ],
    [
      'null for an enum of a list’s order',
      () => [
        [
          'query ($by: OrderDirection) { posts(orderBy: { field: LIKES, direction: $by }) { nodes { id } } }',
          { by: null },
        ],
        ['query ($by: PostOrder) { posts(orderBy: $by) { nodes { id } } }', { by: { direction: null } }],
        ['{ posts(orderBy: { direction: null }) { nodes { id } } }'],
      ],
      'orderBy.direction',
    ],
    [
      'null for what is required',
      () => [
        [update, { id: story.id, version: null }],
        [whole, { anything: { id: story.id, version: null } }],
        [literal(`id: "${story.id}", version: null`)],
      ],
      'input.version',
    ],
    [
      'a wrong one of a list',
      () => [
        [update, { id: story.id, version: 1, tags: ['a', 7] }],
        [whole, { anything: { id: story.id, version: 1, tags: ['a', 7] } }],
        [literal(`${kept()}, tags: ["a", 7]`)],
      ],
      'input.tags.1',
    ],
    [
      'a field of an object within',
      () => [
        [update, { id: story.id, version: 1, place: { name: 7, countryCode: 'NO' } }],
        [whole, { anything: { id: story.id, version: 1, place: { name: 7, countryCode: 'NO' } } }],
        [literal(`${kept()}, place: { name: 7, countryCode: "NO" }`)],
      ],
      'input.place.name',
    ],
    [
      'a field that there is not',
      () => [[whole, { anything: { id: story.id, version: 1, titel: 'x' } }], [literal(`${kept()}, titel: "x"`)]],
      'input.titel',
    ],
    [
      'a field that is required and absent',
      () => [[update, { id: story.id }], [whole, { anything: { id: story.id } }], [literal(`id: "${story.id}"`)]],
      'input.version',
    ],
    [
      'one of an object within that is absent',
      () => [
        [update, { id: story.id, version: 1, place: { name: 'Bergen' } }],
        [whole, { anything: { id: story.id, version: 1, place: { name: 'Bergen' } } }],
        [literal(`${kept()}, place: { name: "Bergen" }`)],
      ],
      'input.place.countryCode',
    ],
    [
      'a value of an enum',
      () => [
        ['query ($by: PostOrder) { posts(orderBy: $by) { nodes { id } } }', { by: { field: 'NEWEST' } }],
        ['query ($by: PostOrderField!) { posts(orderBy: { field: $by }) { nodes { id } } }', { by: 'NEWEST' }],
        ['{ posts(orderBy: { field: NEWEST }) { nodes { id } } }'],
      ],
      'orderBy.field',
    ],
    ...['2026-11-01', '2026-11-01T00:00:00+0000', '2026-02-30T00:00:00Z', '0000-01-01T00:00:00Z', 1767225600].map(
      (time): [string, () => [string, object?][], string] => [
        `the time ${time}`,
        () => [
          [
            'query ($filter: PostFilter) { posts(filter: $filter) { nodes { id } } }',
            { filter: { publishedAfter: time } },
          ],
          ['query ($time: DateTime) { posts(filter: { publishedAfter: $time }) { nodes { id } } }', { time }],
          [`{ posts(filter: { publishedAfter: ${JSON.stringify(time)} }) { nodes { id } } }`],
        ],
        'filter.publishedAfter',
      ],
    ),
    [
      'null in a list',
      () => [
        ['query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: ['x', null] }],
        ['{ nodes(ids: ["x", null]) { id } }'],
      ],
      'ids.1',
    ],
    [
      'a number out of range',
      () => [
        [
          'query ($b: MapBoundsInput!) { mapPins(bounds: $b, zoom: 2) { count } }',
          { b: { south: 'x', west: 0, north: 1, east: 1 } },
        ],
        ['{ mapPins(bounds: { south: "x", west: 0, north: 1, east: 1 }, zoom: 2) { count } }'],
      ],
      'bounds.south',
    ],
    ['an argument that is required and absent', () => [['{ post { id } }']], 'slug'],
    ['an argument that there is not', () => [['{ post(slug: "x", slag: "y") { id } }']], 'slag'],
  ])('%s has one path, by variable and by literal', async (_what, requests, path) => {
    // The fast path answers from the second time on.
    for (const [query, variables] of [...requests(), ...requests()])
      expect(await pathsOf(query, variables)).toEqual([path]);
  });

  test('of an argument without an input has the argument’s name, whatever its variable is called', async () => {
    expect(await pathsOf('query ($many: Int) { posts(first: $many) { nodes { id } } }', { many: 'x' })).toEqual([
      'first',
    ]);
    expect(await pathsOf('query ($many: Int) { posts(first: $many) { nodes { id } } }', { many: 101 })).toEqual([
      'first',
    ]);
    expect(await pathsOf('{ posts(first: "x") { nodes { id } } }')).toEqual(['first']);
    expect(
      await pathsOf(
        'query ($many: Int) { ...F } fragment F on Query { tags { nodes { posts(first: $many) { nodes { id } } } } }',
        { many: 'x' },
      ),
    ).toEqual(['first']);
  });

  test('is named over WebSocket, too', async () => {
    const socket = openSocket(app.url);
    await socket.init();
    const send = (id: string, query: string, variables: object = {}) =>
      socket.send({ id, type: 'subscribe', payload: { query, variables } });
    send('1', 'subscription ($topic: String) { postPublished(tag: $topic) { id } }', { topic: 7 });
    send('2', 'subscription { postPublished(tag: 7) { id } }');
    const errorsOf = (id: string) =>
      socket.messages.find((message) => message.id === id && message.type !== 'complete')?.payload;
    await until(() => errorsOf('1') && errorsOf('2'));
    expect(errorsOf('1').errors[0].extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'tag' }] });
    expect(errorsOf('2')[0].extensions.fields[0].path).toBe('tag');
    socket.close();
  });
});

describe('limits on writing', () => {
  const rename = 'mutation ($name: String!) { updateProfile(input: { name: $name }) { user { name } } }';
  const limits = '{ rateLimit { remaining writes { kind limit remaining resetAt } } }';
  const limitsOf = async (person?: Person) => {
    const { body } = await app.graphql(limits, {}, person ? { token: person.token } : {});
    expect(body.errors).toBeUndefined();
    return body.data.rateLimit.writes as { kind: string; limit: number; remaining: number; resetAt: string }[];
  };

  test('are told by rateLimit, of the viewer alone', async () => {
    const person = await signUp(app);
    expect(await limitsOf()).toEqual([]);
    const before = await limitsOf(person);
    expect(before.map(({ kind, limit, remaining }) => [kind, limit, remaining])).toEqual([
      ['WRITE', 12, 12],
      ['PUBLICATION', 2, 2],
      ['COMMENT', 4, 4],
      ['AUTOSAVE', 120, 120],
    ]);
    const { id } = await writeStory(app, person);
    await app.graphql(
      'mutation ($id: ID!) { updatePost(input: { id: $id, version: 1, title: "Again" }) { post { id } } }',
      { id },
      { token: person.token },
    );
    await app.graphql(
      'mutation ($id: ID!) { addComment(input: { postId: $id, body: "Hello" }) { post { id } } }',
      { id },
      { token: person.token },
    );
    const after = await limitsOf(person);
    expect(after.map(({ remaining }) => remaining)).toEqual([10, 1, 3, 119]);
    for (const { resetAt } of after) expect(Date.parse(resetAt)).toBeGreaterThan(Date.parse(before[0]!.resetAt));
  });

  test('send Retry-After when they are used up, on the fast path and on Apollo’s', async () => {
    const person = await signUp(app);
    const headers = { Authorization: `Bearer ${person.token}` };
    for (let n = 0; n < 12; n += 1) {
      const { headers: sent, errors } = await post({ query: rename, variables: { name: `Name ${n}` } }, headers);
      expect([errors, sent.get('retry-after')]).toEqual([undefined, null]);
    }
    for (const query of [rename, `${rename} # never sent before`]) {
      const { status, code, headers: sent } = await post({ query, variables: { name: 'More' } }, headers);
      expect({ status, code }).toEqual({ status: 200, code: 'RATE_LIMITED' });
      expect(Number(sent.get('retry-after'))).toBeGreaterThan(0);
      expect(Number(sent.get('retry-after'))).toBeLessThanOrEqual(60);
    }
  });
});
