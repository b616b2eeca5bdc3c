import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { type Client, createClient } from 'graphql-ws';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { ACCESS_TOKEN_SECONDS, AccessTokens, RevokedSessions } from '../../server/platform/auth/index.js';
import { sql } from '../../server/platform/database/index.js';
import { Realtime } from '../../server/platform/realtime/index.js';
import { PostAnnouncements } from '../../server/modules/posts/post-announcements.js';
import { type App, startApp } from '../support/app.js';
import { type Person, signUp, writeStory } from '../support/factories.js';
import { openSocket, until } from '../support/live.js';
import { describeWithRedis, RedisServer } from '../support/redis.js';

const STORIES = 'subscription ($tag: String) { postPublished(tag: $tag) { title author { username } viewerCanEdit } }';

let app: App;
let ana: Person;
beforeAll(async () => {
  app = await startApp({
    TRUST_PROXY: '127.0.0.1',
    CORS_ORIGINS: 'https://partner.example',
    APP_ORIGIN: 'https://wander.example',
  });
  ana = await signUp(app);
});
afterAll(() => app?.close());

const open: { close: () => void }[] = [];
let printed: jest.SpiedFunction<typeof console.error>;
beforeEach(() => {
  printed = jest.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(async () => {
  for (const one of open.splice(0)) one.close();
  await until(() => listeners() === 0);
  // What a client does wrong is no line in the log of the host.
  expect(printed).not.toHaveBeenCalled();
  printed.mockRestore();
});

const listeners = (of: App = app): number => of.nest.get(PostAnnouncements).listenerCount;
const addressOf = (of: App = app) => `${of.url.replace('http', 'ws')}/graphql`;

interface How {
  of?: App;
  token?: string;
  ip?: string;
}
function clientOf({ of, token, ip }: How = {}): Client {
  const client = createClient({
    url: addressOf(of),
    webSocketImpl: class extends WebSocket {
      constructor(url: string, protocol: string) {
        super(url, protocol, { headers: ip === undefined ? {} : { 'X-Forwarded-For': ip } });
      }
    },
    retryAttempts: 0,
    lazy: true,
    connectionParams: token === undefined ? {} : { authorization: `Bearer ${token}` },
  });
  open.push({ close: () => void client.dispose() });
  return client;
}

// The shape of what is heard is the test's own knowledge.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Message = any;

interface Heard {
  results: Message[];
  ended: Promise<unknown>;
}
/** Subscribes; what is heard, and how it ended. */
function subscribe(client: Client, query = STORIES, variables: Record<string, unknown> = {}): Heard {
  const results: Message[] = [];
  const ended = new Promise<unknown>((resolve) => {
    client.subscribe(
      { query, variables },
      { next: (result) => results.push(result), error: resolve, complete: () => resolve('complete') },
    );
  });
  return { results, ended };
}

/** A bare socket, which ends with the test. */
function bare(headers: Record<string, string> = {}, protocol?: string, path?: string) {
  const socket = openSocket(app.url, { headers, protocol, path });
  open.push(socket);
  return socket;
}

describe('a story that becomes public', () => {
  test('is heard by a guest and by a person, each as they see it; a draft by nobody', async () => {
    const [guest, writer] = [subscribe(clientOf()), subscribe(clientOf({ token: ana.token }))];
    await until(() => listeners() === 2);
    await writeStory(app, ana, { title: 'Unseen', publish: false });
    await writeStory(app, ana, { title: 'Heard' });
    await until(() => guest.results.length > 0 && writer.results.length > 0);
    const seen = (viewerCanEdit: boolean) => [
      { data: { postPublished: { title: 'Heard', author: { username: ana.username }, viewerCanEdit } } },
    ];
    expect(guest.results).toEqual(seen(false));
    expect(writer.results).toEqual(seen(true));
  });

  test('is heard by tag', async () => {
    const heard = subscribe(clientOf(), STORIES, { tag: 'tides' });
    await until(() => listeners() === 1);
    await writeStory(app, ana, { title: 'Without' });
    await writeStory(app, ana, { title: 'With', tags: ['Tides'] });
    await until(() => heard.results.length > 0);
    expect(heard.results.map(({ data }) => data.postPublished.title)).toEqual(['With']);
  });

  test('is read anew for each event, with one statement for all subscribers', async () => {
    const heard = [1, 2, 3].map(() => subscribe(clientOf()));
    await until(() => listeners() === 3);
    const story = await writeStory(app, ana, { title: 'Once' });
    await until(() => heard.every(({ results }) => results.length === 1));
    const statements: string[] = [];
    const stop = app.database.watch((text) => statements.push(text));
    await app.nest.get(Realtime).publish('post.published', {
      postId: (await app.database.first(sql<{ id: string }>`select id from posts where slug = ${story.slug}`))!.id,
      authorId: '',
    });
    await until(() => heard.every(({ results }) => results.length === 2));
    stop();
    expect(statements.filter((text) => !text.startsWith('select id'))).toHaveLength(1);
  });

  test('is read with its lists as they are then', async () => {
    const heard = subscribe(
      clientOf(),
      'subscription { postPublished { author { posts(first: 1) { nodes { title } } } } }',
    );
    await until(() => listeners() === 1);
    for (const [n, title] of ['First', 'Second'].entries()) {
      await writeStory(app, ana, { title });
      await until(() => heard.results.length === n + 1);
      expect(heard.results[n].data.postPublished.author.posts.nodes).toEqual([{ title }]);
    }
  });

  test('leaves no listener when the client unsubscribes or goes', async () => {
    const client = clientOf();
    const stop = client.subscribe(
      { query: STORIES },
      { next: () => undefined, error: () => undefined, complete: () => undefined },
    );
    await until(() => listeners() === 1);
    stop();
    await until(() => listeners() === 0);
    const gone = bare();
    await gone.opened;
    gone.send({ type: 'connection_init' });
    await until(() => gone.messages.length === 1);
    gone.send({ id: '1', type: 'subscribe', payload: { query: STORIES } });
    await until(() => listeners() === 1);
    gone.socket.terminate();
    await until(() => listeners() === 0);
  });
});

describe('what a socket may be', () => {
  test.each([
    ['another site', { Origin: 'https://evil.example' }],
    ['another port of the same name', { Origin: 'http://127.0.0.1:1' }],
    ['a page without an origin', { Origin: 'null' }],
  ])('none from %s', async (_name, headers) => {
    expect(await bare(headers).refused).toBe(403);
  });

  test.each([
    ['no page', {}],
    ['our own pages', { Origin: 'https://wander.example' }],
    ['an origin of CORS_ORIGINS', { Origin: 'https://partner.example' }],
  ])('one from %s', async (_name, headers) => {
    const socket = bare(headers);
    await socket.opened;
    socket.send({ type: 'connection_init' });
    await until(() => socket.messages.length === 1);
    expect(socket.messages[0].type).toBe('connection_ack');
  });

  test('none elsewhere, none of the old protocol, none that says nothing', async () => {
    expect(await bare({}, undefined, '/other').refused).toBe(404);
    // Closed by either end: by the server with 4406, by a client that is told no protocol without a code.
    expect([1006, 4406]).toContain(await bare({}, 'graphql-ws').closed);
    expect(await bare().closed).toBe(4408);
  });

  test('none with a bad token; nothing runs before it is known who asks', async () => {
    const bad = bare();
    await bad.opened;
    bad.send({ type: 'connection_init', payload: { authorization: 'Bearer a.b.c' } });
    expect(await bad.closed).toBe(4403);
    const hasty = bare();
    await hasty.opened;
    hasty.send({ id: '1', type: 'subscribe', payload: { query: STORIES } });
    expect(await hasty.closed).toBe(4401);
  });

  test('a message of more than 64 kB ends it, and so does one that is not UTF-8', async () => {
    const large = bare();
    await large.opened;
    large.send({ type: 'connection_init', payload: { x: 'x'.repeat(64_000) } });
    expect(await large.closed).toBe(1009);
    const broken = bare();
    await broken.opened;
    broken.socket.send(Buffer.from('"Über"', 'latin1'), { binary: false });
    expect(await broken.closed).toBe(1007);
  });

  test('a sixth that does not wait for an answer gets none either', async () => {
    const person = await signUp(app);
    Array.from({ length: 5 }, () => subscribe(clientOf({ token: person.token })));
    await until(() => listeners() === 5);
    const sixth = bare();
    await sixth.opened;
    sixth.send({ type: 'connection_init', payload: { authorization: `Bearer ${person.token}` } });
    sixth.socket.pause();
    await sleep(200);
    sixth.send({ id: '1', type: 'subscribe', payload: { query: STORIES } });
    await sleep(200);
    sixth.socket.resume();
    expect(await sixth.closed).toBe(1013);
    expect(sixth.messages).toEqual([]);
    expect(listeners()).toBe(5);
  });

  test('five a person, not six; another person notices nothing', async () => {
    const person = await signUp(app);
    const heard = Array.from({ length: 6 }, () => subscribe(clientOf({ token: person.token })));
    expect(await Promise.race(heard.map(({ ended }) => ended))).toMatchObject({ code: 1013 });
    await until(() => listeners() === 5);
    subscribe(clientOf({ token: ana.token }));
    await until(() => listeners() === 6);
  });

  test('fifty an address of guests, not fifty-one; another address and a person notice nothing', async () => {
    const heard = Array.from({ length: 51 }, () => subscribe(clientOf({ ip: '203.0.113.7' })));
    expect(await Promise.race(heard.map(({ ended }) => ended))).toMatchObject({ code: 1013 });
    await until(() => listeners() === 50);
    subscribe(clientOf({ ip: '203.0.113.8' }));
    subscribe(clientOf({ ip: '203.0.113.7', token: ana.token }));
    await until(() => listeners() === 52);
  });

  test('twenty subscriptions a connection, not twenty-one; one that ended makes room', async () => {
    const person = await signUp(app);
    const client = clientOf({ token: person.token });
    const stops = Array.from({ length: 20 }, () =>
      client.subscribe(
        { query: STORIES },
        { next: () => undefined, error: () => undefined, complete: () => undefined },
      ),
    );
    await until(() => listeners() === 20);
    expect(await subscribe(client).ended).toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }]);
    stops[0]!();
    await until(() => listeners() === 19);
    subscribe(client);
    await until(() => listeners() === 20);
  });

  test('it ends when the session does', async () => {
    const person = await signUp(app);
    const heard = subscribe(clientOf({ token: person.token }));
    await until(() => listeners() === 1);
    const session = await app.database.first(
      sql<{
        id: string;
      }>`select s.id from sessions s join users u on u.id = s.user_id where u.username = ${person.username}`,
    );
    await app.nest.get(RevokedSessions).announce([session!.id]);
    expect(await heard.ended).toMatchObject({ code: 4403, reason: 'The sign-in has ended' });
    await until(() => listeners() === 0);
  });

  test('it ends when the token does', async () => {
    const claims = JSON.parse(Buffer.from(ana.token.split('.')[1]!, 'base64url').toString());
    const iat = Math.floor(Date.now() / 1_000) - ACCESS_TOKEN_SECONDS + 2;
    const { sub, sid, role } = claims;
    const heard = subscribe(
      clientOf({ token: app.nest.get(AccessTokens)['signing'].jwt.sign({ sub, sid, role, iat }) }),
    );
    await until(() => listeners() === 1);
    expect(await heard.ended).toMatchObject({ code: 4403, reason: 'The sign-in has ended' });
  });
});

describe('what may be asked over it', () => {
  const refused = async (query: string, variables?: Record<string, unknown>) =>
    (await subscribe(clientOf(), query, variables).ended) as { message: string; extensions: Message }[];

  test.each([
    ['a query', '{ posts { nodes { id } } }'],
    ['a mutation', 'mutation { deletePost(input: { id: "x" }) { deletedId } }'],
    ['an unknown field', 'subscription { postPublished { titel } }'],
    ['what is not GraphQL', 'subscription {'],
    [
      'sixteen aliases',
      `subscription { postPublished { ${Array.from({ length: 16 }, (_, n) => `a${n}: title`).join(' ')} } }`,
    ],
    ['a document of 21 kB', `subscription { postPublished { id } } # ${'x'.repeat(20_000)}`],
    ['1,001 tokens', `subscription { postPublished { ${'title '.repeat(1_001)} } }`],
    [
      'too long a list',
      'subscription { postPublished { author { posts(first: 100) { nodes { author { posts(first: 100) { nodes { id } } } } } } } }',
    ],
  ])('not %s', async (_name, query) => {
    const errors = await refused(query);
    expect(errors[0]!.extensions).toMatchObject({ requestId: expect.any(String) });
    expect(['GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_PARSE_FAILED', 'BAD_USER_INPUT']).toContain(
      errors[0]!.extensions.code,
    );
    expect(JSON.stringify(errors)).not.toContain('Did you mean');
    expect(listeners()).toBe(0);
  });

  test.each([
    ['a mistake of grammar', 'subscription {', { message: /^Syntax Error/, locations: [{ line: 1, column: 15 }] }],
    [
      'one of several without a name',
      'subscription A { postPublished { id } } subscription B { postPublished { id } }',
      { message: /^Without `operationName` a document must have one operation\.$/ },
    ],
  ])('%s is told as it is', async (_name, query, { message, ...where }) => {
    expect(await refused(query)).toEqual([
      expect.objectContaining({ ...where, message: expect.stringMatching(message) }),
    ]);
  });

  test('and no document is read beyond its thousandth token', async () => {
    const errors = await refused(`subscription { postPublished { ${'title '.repeat(1_001)} } }`);
    expect(errors[0]!.extensions.code).toBe('GRAPHQL_PARSE_FAILED');
  });

  test('for nothing: each event is paid for, and who cannot pay hears no more', async () => {
    const own = await startApp({ RATE_LIMIT_GUEST: '15', TRUST_PROXY: '127.0.0.1' });
    try {
      const writer = await signUp(own);
      const heard = subscribe(
        clientOf({ of: own, ip: '203.0.113.9' }),
        'subscription { postPublished { author { posts(first: 4) { nodes { id } } } } }',
      );
      await until(() => listeners(own) === 1);
      await writeStory(own, writer);
      await until(() => heard.results.length === 1);
      await writeStory(own, writer);
      expect(await heard.ended).toBe('complete');
      expect(heard.results.map(({ errors }) => errors?.[0].extensions.code)).toEqual([undefined, 'RATE_LIMITED']);
      expect(listeners(own)).toBe(0);
    } finally {
      await own.close();
    }
  });

  test('and a subscription is not answered over HTTP', async () => {
    const reply = await app.graphql('subscription { postPublished { id } }');
    expect({ status: reply.status, code: reply.body.errors?.[0]?.extensions.code }).toEqual({
      status: 400,
      code: 'BAD_REQUEST',
    });
  });
});

test('closing the server closes the sockets, and waits for none', async () => {
  const own = await startApp();
  const socket = new WebSocket(addressOf(own), 'graphql-transport-ws');
  await new Promise((resolve) => socket.on('open', resolve));
  const closed = new Promise<number>((resolve) => socket.on('close', (code) => resolve(code)));
  await own.close();
  expect(await closed).toBe(1001);
});

test('closing the server ends no subscription before its socket: who listens comes back', async () => {
  const own = await startApp();
  const { messages, closed, send, opened } = openSocket(own.url);
  await opened;
  send({ type: 'connection_init' });
  send({ type: 'subscribe', id: '1', payload: { query: 'subscription { postPublished { id } }' } });
  await until(() => listeners(own) === 1);
  await own.close();
  expect(await closed).toBe(1001);
  expect(messages.map(({ type }) => type)).toEqual(['connection_ack']);
});

describeWithRedis('two processes with one Redis', () => {
  test('hear of each other’s stories', async () => {
    const redis = await RedisServer.start();
    const one = await startApp({ REDIS_URL: redis.url });
    const other = await startApp({ REDIS_URL: redis.url, DATABASE_URL: one.databaseUrl });
    try {
      const heard = subscribe(clientOf({ of: other }));
      await until(() => listeners(other) === 1);
      const writer = await signUp(one);
      await writeStory(one, writer, { title: 'From afar' });
      await until(() => heard.results.length === 1);
      expect(heard.results[0].data.postPublished.title).toBe('From afar');
    } finally {
      await other.close();
      await one.close();
      await redis.close();
    }
  });
});
