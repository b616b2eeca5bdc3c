import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { buildSchema, getNamedType, isObjectType } from 'graphql';
import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { inProject } from '../../scripts/lib/project.js';
import { sql } from '../../server/platform/database/index.js';
import { ERROR_CODES } from '../../server/platform/errors/index.js';
import { type App, startApp } from '../support/app.js';
import { PASSWORD, type Person, signUp, writeStory } from '../support/factories.js';

let app: App;
let ana: Person;
beforeAll(async () => {
  app = await startApp({ TRUST_PROXY: '127.0.0.1', CORS_ORIGINS: 'https://partner.example' });
  ana = await signUp(app);
});
afterAll(() => app?.close());

const CREATE = `mutation ($input: CreatePostInput!) { createPost(input: $input) { post { id title body tags { slug name } } } }`;
const create = (input: object) => app.graphql(CREATE, { input }, { token: ana.token });
const post = (body: BodyInit, headers: Record<string, string> = { 'Content-Type': 'application/json' }) =>
  fetch(`${app.url}/graphql`, { method: 'POST', headers, body });

describe('what a writer may send', () => {
  test.each([
    ['a body of 50,001 characters', { body: 'x'.repeat(50_001) }, 'input.body'],
    ['a title of 201 characters', { title: 'x'.repeat(201) }, 'input.title'],
    ['half a surrogate pair', { body: 'a\ud800b' }, 'input.body'],
    ['101 accents on one letter', { body: 'a' + '\u0301'.repeat(102) }, 'input.body'],
    ['101 accents on a letter of a tag', { tags: ['a' + '\u0301'.repeat(102)] }, 'input.tags.0'],
    ['six tags', { tags: ['1', '2', '3', '4', '5', '6'] }, 'input.tags'],
    ['a tag of 31 characters', { tags: ['ok', 'x'.repeat(31)] }, 'input.tags.1'],
    ['an empty tag', { tags: ['  '] }, 'input.tags.0'],
    ['a tag that nobody sees', { tags: ['\u200b'] }, 'input.tags.0'],
    ['a tag whose address would be another page', { tags: ['..'] }, 'input.tags.0'],
    ['a tag that is only the sign of one', { tags: ['ok', ' #'] }, 'input.tags.1'],
    ['a tag whose characters become far too many', { tags: ['\ufdfa'.repeat(4)] }, 'input.tags.0'],
    ['an empty idempotency key', { idempotencyKey: '' }, 'input.idempotencyKey'],
    ['an idempotency key of 65 characters', { idempotencyKey: 'x'.repeat(65) }, 'input.idempotencyKey'],
    ['no title when published', { publish: true, body: 'text' }, 'input.title'],
    ['a title that nobody sees when published', { publish: true, title: '\u200b', body: 'text' }, 'input.title'],
    ['a text that nobody sees when published', { publish: true, title: 'Title', body: '\u2060\n' }, 'input.body'],
  ])('not %s', async (_what, input, path) => {
    const reply = await create(input);
    expect(reply.status).toBe(200);
    expect(reply.body.data).toEqual({ createPost: null });
    expect(reply.body.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path }] });
  });

  test('50,000 characters, counted as code points after CRLF became LF and NFC was made', async () => {
    const body = '👣'.repeat(49_990) + 'e\u0301\r\n'.repeat(5);
    const reply = await create({ title: '𝒯'.repeat(200), body });
    expect(reply.body.errors).toBeUndefined();
    expect([...reply.body.data.createPost.post.body]).toHaveLength(50_000);
    expect(reply.body.data.createPost.post.body.endsWith('é\né\n')).toBe(true);
  });

  test('what nobody sees is left out, and what ends a line is a space where there is one line', async () => {
    const { body } = await create({
      title: '\ufeffa\u000bb\tc\u2028d',
      body: '\ufeffFirst\u000bsecond\fthird\u0085\u2029co\u001eop\u0000\u001f\u0007\tend',
      tags: ['a\u0000'],
    });
    expect(body.errors).toBeUndefined();
    expect(body.data.createPost.post).toMatchObject({
      title: 'a b c d',
      body: 'First\nsecond\nthird\n\nco-op\tend',
      tags: [{ slug: 'a' }],
    });
  });

  test('null in an update is refused by name; absent stays; empty clears', async () => {
    const { id } = await writeStory(app, ana, { tags: ['kept'] });
    const update = (input: object) =>
      app.graphql(
        `mutation ($input: UpdatePostInput!) { updatePost(input: $input) { post { version title tags { slug } } } }`,
        { input: { id, version: 1, ...input } },
        { token: ana.token },
      );
    for (const field of ['title', 'body', 'tags'])
      expect((await update({ [field]: null })).body.errors?.[0]?.extensions).toMatchObject({
        code: 'BAD_USER_INPUT',
        fields: [{ path: `input.${field}` }],
      });
    expect((await update({ title: '' })).body.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect((await update({ tags: [] })).body.data.updatePost.post).toEqual({ version: 2, title: 'A walk', tags: [] });
  });

  test('a profile takes a bio of 300 characters, not 301, and no null', async () => {
    const profile = (input: object) =>
      app.graphql(
        `mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { user { bio name } } }`,
        { input },
        { token: ana.token },
      );
    expect((await profile({ bio: '👣'.repeat(300) })).body.errors).toBeUndefined();
    for (const input of [{ bio: 'x'.repeat(301) }, { bio: null }, { name: '' }, { name: null }])
      expect((await profile(input)).body.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect((await profile({ bio: '' })).body.data.updateProfile.user.bio).toBe('');
  });
});

describe('reading what cannot be', () => {
  const NUL = '\u0000';
  test.each([
    '',
    'x',
    'post_',
    'post_01h455vb4pex5vsknk084sn02',
    'user_01h455vb4pex5vsknk084sn02q',
    'session_01h455vb4pex5vsknk084sn02q',
    '../../etc',
    NUL,
    '👣',
  ])('node(id: %j) is null', async (id) => {
    const { status, body } = await app.graphql(
      'query ($id: ID!) { node(id: $id) { id } nodes(ids: [$id, $id]) { id } }',
      { id },
    );
    expect({ status, body }).toEqual({ status: 200, body: { data: { node: null, nodes: [null, null] } } });
  });

  test.each(['', NUL, 'a\u0000b', "' or 1=1", '%', 'x'.repeat(5_000), '\ud800', 'a' + '\u0301'.repeat(102)])(
    'post, user, tag and filters by %j are empty',
    async (text) => {
      const { body } = await app.graphql(
        `query ($t: String!) { post(slug: $t) { id } user(username: $t) { id } tag(slug: $t) { id }
        a: posts(filter: { tag: $t }) { nodes { id } } b: posts(filter: { authorUsername: $t }) { nodes { id } } }`,
        { t: text },
      );
      expect(body).toEqual({ data: { post: null, user: null, tag: null, a: { nodes: [] }, b: { nodes: [] } } });
    },
  );

  test('101 ids are BAD_USER_INPUT', async () => {
    const { body } = await app.graphql('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
      ids: Array(101).fill('x'),
    });
    expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'ids' }] });
  });

  test('a mutation of a malformed id is NOT_FOUND', async () => {
    for (const id of ['x', 'user_01h455vb4pex5vsknk084sn02q', NUL])
      expect(
        (
          await app.graphql(
            'mutation ($id: ID!) { deletePost(input: { id: $id }) { deletedId } }',
            { id },
            { token: ana.token },
          )
        ).body.errors?.[0]?.extensions.code,
      ).toBe('NOT_FOUND');
  });
});

/** A way to each type that has lists; a new one gets its own here. */
const WAYS: Record<string, (list: string, known: { slug: string; comment: string }) => string> = {
  Query: (list) => list,
  Viewer: (list) => `viewer { ${list} }`,
  User: (list) => `user(username: "${ana.username}") { ${list} }`,
  Post: (list, { slug }) => `post(slug: "${slug}") { ${list} }`,
  Comment: (list, { comment }) => `node(id: "${comment}") { ... on Comment { ${list} } }`,
  Tag: (list) => `tag(slug: "bad-pages") { ${list} }`,
};

const lists = Object.values(
  buildSchema(readFileSync(inProject('server', 'schema.graphql'), 'utf8')).getTypeMap(),
).flatMap((type) =>
  isObjectType(type)
    ? Object.values(type.getFields())
        .filter((field) => getNamedType(field.type).name.endsWith('Connection'))
        .map(({ name }) => ({ list: `${type.name}.${name}`, type: type.name, name }))
    : [],
);

describe.each(lists)('$list', ({ list, type, name }) => {
  let known: { slug: string; comment: string };
  beforeAll(async () => {
    const { id, slug } = await writeStory(app, ana, { tags: ['Bad pages'] });
    const said = await app.graphql(
      'mutation ($input: AddCommentInput!) { addComment(input: $input) { commentEdge { node { id } } } }',
      { input: { postId: id, body: 'Well walked' } },
      { token: ana.token },
    );
    known = { slug, comment: said.body.data.addComment.commentEdge.node.id };
  });

  const ask = (page: string) => {
    const args = [list === 'Query.search' ? 'query: "walk"' : '', page].filter(Boolean).join(', ');
    const document = WAYS[type]!(`${name}${args && `(${args})`} { pageInfo { hasNextPage } }`, known);
    return app.graphql(`{ ${document} }`, undefined, { token: ana.token });
  };

  test('is there', async () => expect((await ask('')).body.errors).toBeUndefined());

  test.each(['first: 1, after: ""', 'first: 1, after: "", before: ""', 'last: 1, before: ""'])(
    'begins at its end without a cursor, which typed clients send as an empty text (%s)',
    async (page) => {
      const answer = await ask(page);
      expect(answer.body.errors).toBeUndefined();
      expect(answer.body).toEqual((await ask(page.slice(0, page.indexOf(',')))).body);
    },
  );

  const foreign = Buffer.from(JSON.stringify(['elsewhere', 1])).toString('base64url');
  test.each([
    ['first: 0', 'first'],
    ['first: -1', 'first'],
    ['first: 101', 'first'],
    ['last: 0', 'last'],
    ['last: 101', 'last'],
    ['first: 1, last: 1', 'last'],
    ['after: "x"', 'after'],
    [`after: "${foreign}"`, 'after'],
    [`before: "${foreign}"`, 'before'],
  ])('(%s) is BAD_USER_INPUT', async (page, path) => {
    const { body } = await ask(page);
    expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path }] });
  });
});

test('a cursor with a date that does not exist is BAD_USER_INPUT', async () => {
  for (const date of ['2026-02-30T00:00:00.000Z', '0000-01-01T00:00:00.000Z', '2026-02-28T24:00:00.000Z']) {
    const after = Buffer.from(
      JSON.stringify(['published:DESC', date, '019ab0c1-0000-7000-8000-000000000000']),
    ).toString('base64url');
    const { body } = await app.graphql('query ($after: String) { posts(after: $after) { nodes { id } } }', { after });
    expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'after' }] });
  }
});

test('a row that is locked elsewhere is UNAVAILABLE, and what was asked is done when it is free', async () => {
  const story = await writeStory(app, ana);
  const rename = () =>
    app.graphql(
      'mutation ($input: UpdatePostInput!) { updatePost(input: $input) { post { title } } }',
      { input: { id: story.id, version: 1, title: 'Renamed' } },
      { token: ana.token },
    );
  await app.database.transaction(async (tx) => {
    await tx.rows(sql`select 1 from users where username = ${ana.username} for update`);
    const reply = await rename();
    expect(reply.body.errors?.[0]?.extensions.code).toBe('UNAVAILABLE');
  });
  expect((await rename()).body.data.updatePost.post.title).toBe('Renamed');
});

describe('a request that is not GraphQL', () => {
  test.each(['PUT', 'DELETE', 'PATCH'])('by %s is 405', async (method) => {
    const response = await fetch(`${app.url}/graphql`, { method, body: '{}' });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, HEAD, POST');
  });

  test('a large wrong value is not echoed', async () => {
    const reply = await app.graphql('query ($n: Int) { posts(first: $n) { nodes { id } } }', {
      n: 'x'.repeat(100_000),
    });
    expect(reply.status).toBe(400);
    expect(JSON.stringify(reply.body).length).toBeLessThan(2_000);
    expect(reply.body.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'first' }] });
  });

  test.each([
    ['broken JSON', () => post('{"query":'), 400],
    ['a list of operations', () => post('[{"query":"{ __typename }"}]'), 400],
    ['JSON that is no object', () => post('"query"'), 400],
    ['no query', () => post('{}'), 400],
    ['a syntax error', () => post('{"query":"{"}'), 400],
    ['an unknown field', () => post('{"query":"{ nothing }"}'), 400],
    [
      'a variable of the wrong type',
      () => post('{"query":"query($n: Int){ posts(first: $n) { nodes { id } } }","variables":{"n":"x"}}'),
      400,
    ],
    ['a subscription', () => post('{"query":"subscription { x }"}'), 400],
    ['variables that are a list', () => post('{"query":"{ __typename }","variables":[1]}'), 400],
    ['a form', () => post('query={__typename}', { 'Content-Type': 'application/x-www-form-urlencoded' }), 415],
    [
      'more than 1 MB',
      () => post(JSON.stringify({ query: '{ __typename }', variables: { x: 'x'.repeat(1_000_001) } })),
      413,
    ],
  ])('%s is answered with a code and nothing of our inside', async (_what, send, status) => {
    const response = await send();
    expect(response.status).toBe(status);
    const text = await response.text();
    expect(text).not.toMatch(/node_modules|at .*\.js|Did you mean|stack/);
    expect(JSON.parse(text).errors[0].extensions).toMatchObject({
      code: expect.any(String),
      requestId: response.headers.get('x-request-id'),
    });
  });

  test('a text that is not UTF-8 is refused, not kept with other letters', async () => {
    const body = (title: Buffer) =>
      Buffer.concat([
        Buffer.from('{"query":"mutation { createPost(input: { title: \\"'),
        title,
        Buffer.from('\\" }) { post { title } } }"}'),
      ]);
    const send = (title: Buffer) =>
      post(body(title), { 'Content-Type': 'application/json', Authorization: `Bearer ${ana.token}` });
    const latin1 = await send(Buffer.from('Über', 'latin1'));
    expect(latin1.status).toBe(400);
    expect(await latin1.json()).toEqual({
      errors: [
        {
          message: 'The body is not UTF-8.',
          extensions: { code: 'BAD_REQUEST', requestId: latin1.headers.get('x-request-id') },
        },
      ],
    });
    expect(await (await send(Buffer.from('Über'))).json()).toEqual({
      data: { createPost: { post: { title: 'Über' } } },
    });
  });

  test('a body that is announced as more than 1 MB is refused before any of it is sent', async () => {
    const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
    socket.write(
      'POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000001\r\n\r\n',
    );
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  });

  test('a chunked body past 1 MB is cut off', async () => {
    const status = await new Promise<number>((resolve, reject) => {
      const request = httpRequest(
        `${app.url}/graphql`,
        { method: 'POST', headers: { 'Content-Type': 'application/json' } },
        (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        },
      );
      request.on('error', reject);
      for (let i = 0; i < 12; i++) request.write('x'.repeat(100_000));
      request.end();
    });
    expect(status).toBe(413);
  });

  test.each(['GET http://[/graphql', 'POST http://[/graphql', 'OPTIONS http://a:b@[/', 'GET http://localhost:99999/'])(
    '%s is a 400 in JSON',
    async (line) => {
      const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
      socket.end(`${line} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nConnection: close\r\n\r\n`);
      const answer = await text(socket);
      expect(answer).toMatch(/^HTTP\/1\.1 400 .*^Content-Type: application\/json/ms);
      expect(answer).toContain(
        '{"errors":[{"message":"This address cannot be read.","extensions":{"code":"BAD_REQUEST"',
      );
    },
  );

  test.each(['/graphql?query=%7B__typename%7D', '/healthz/live', '/feed.xml'])(
    '%s is found, too, where a proxy sends the whole address',
    async (path) => {
      const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
      socket.write(
        `GET http://wander.example.com${path} HTTP/1.1\r\nHost: wander.example.com\r\nApollo-Require-Preflight: 1\r\nConnection: close\r\n\r\n`,
      );
      expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 /);
    },
  );

  test('an unknown path is a 404 in JSON', async () => {
    const lost = await fetch(`${app.url}/nowhere`);
    expect(lost.status).toBe(404);
    expect(await lost.json()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
  });

  describe('the safety headers are on every answer, once each:', () => {
    const SAFE = {
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'strict-origin-when-cross-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-site',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
      'cache-control': 'no-store',
      'x-request-id': 'my-request-1',
      vary: 'Origin',
    };
    const PARTNER = { Origin: 'https://partner.example' };
    const send = (path: string, init: RequestInit = {}) =>
      fetch(app.url + path, {
        ...init,
        headers: { 'X-Request-Id': 'my-request-1', ...init.headers },
      });
    const ask = (query: string, headers: Record<string, string> = {}) =>
      send('/graphql', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers },
        body: JSON.stringify({ query }),
      });

    test.each<[string, number, () => Promise<Response>]>([
      ['what is asked the first time', 200, () => ask('{ tags(first: 31) { nodes { name } } }')],
      ['what was asked before', 200, () => ask('{ tags(first: 31) { nodes { name } } }')],
      ['a query that does not fit', 400, () => ask('{ nothing }')],
      ['a query by GET that lacks its text', 400, () => send('/graphql')],
      ['a method that is none', 405, () => send('/graphql', { method: 'PUT' })],
      [
        'a body that is none',
        400,
        () => send('/graphql', { method: 'POST', body: '{', headers: { 'Content-Type': 'application/json' } }),
      ],
      ['a page that is none', 404, () => send('/nowhere')],
      ['a probe', 200, () => send('/healthz/live')],
      [
        'a preflight',
        204,
        () => send('/graphql', { method: 'OPTIONS', headers: { 'Access-Control-Request-Method': 'POST' } }),
      ],
    ])('%s', async (_, status, get) => {
      const { headers, status: got } = await get();
      expect(got).toBe(status);
      expect(Object.fromEntries(headers)).toMatchObject(SAFE);
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('strict-transport-security')).toBeNull();
    });

    test('an answer to a page of an origin that is named', async () => {
      const { headers } = await ask('{ tags(first: 31) { nodes { name } } }', PARTNER);
      expect(Object.fromEntries(headers)).toMatchObject({ ...SAFE, 'access-control-allow-origin': PARTNER.Origin });
    });

    test('a sign-in, with its cookie', async () => {
      const login = `mutation { login(input: { email: "${ana.email}", password: "${PASSWORD}" }) { accessToken } }`;
      for (let time = 0; time < 2; time++) {
        const { headers } = await ask(login);
        expect(Object.fromEntries(headers)).toMatchObject(SAFE);
        expect(headers.getSetCookie()).toEqual([expect.stringMatching(/^wander_rt=/)]);
      }
    });
  });

  test('only origins that are named may read from other pages, and never with cookies', async () => {
    const ask = (origin: string) =>
      fetch(`${app.url}/graphql`, {
        method: 'OPTIONS',
        headers: { Origin: origin, 'Access-Control-Request-Method': 'POST' },
      });
    const partner = await ask('https://partner.example');
    expect(partner.headers.get('access-control-allow-origin')).toBe('https://partner.example');
    expect(partner.headers.get('access-control-allow-credentials')).toBeNull();
    expect((await ask('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
  });
});

test('an error nobody foresaw is masked, with the request id under which the log has it once', async () => {
  const logged = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
  await app.database.rows(sql`alter table tags rename to tags_away`);
  await app.database.rows(sql`create view tags as select * from tags_away where 1 / 0 > 0`);
  try {
    const reply = await app.graphql('{ tags { nodes { name } } }');
    expect(reply.body.errors?.[0]).toMatchObject({
      extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: reply.headers.get('x-request-id') },
    });
    expect(JSON.stringify(reply.body)).not.toMatch(/division|tags_away|postgres/i);
    expect(logged.mock.calls).toEqual([
      [expect.objectContaining({ requestId: reply.headers.get('x-request-id'), err: expect.any(Error) })],
    ]);
    expect(ERROR_CODES).toContain(reply.body.errors?.[0]?.extensions.code);
  } finally {
    logged.mockRestore();
    await app.database.rows(sql`drop view tags`);
    await app.database.rows(sql`alter table tags_away rename to tags`);
  }
});
