import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { CommentAnnouncements } from '../../server/modules/comments/comment-announcements.js';
import { NotificationAnnouncements } from '../../server/modules/notifications/notification-announcements.js';
import { PostAnnouncements } from '../../server/modules/posts/post-announcements.js';
import { fromGlobalId } from '../../server/platform/graphql/index.js';
import { LIMITS } from '../../server/platform/limits.js';
import { Metrics } from '../../server/platform/observability/index.js';
import { Realtime } from '../../server/platform/realtime/index.js';
import { type App, startApp } from '../support/app.js';
import { type Person, signUp, writeStory } from '../support/factories.js';
import { openSocket, until } from '../support/live.js';

const LIMIT = LIMITS.webSocket;
const POLICY_VIOLATION = 1008;

const STORIES = 'subscription ($tag: String) { postPublished(tag: $tag) { title } }';
const COMMENTS = 'subscription ($postId: ID!) { commentAdded(postId: $postId) { body } }';

let app: App;
let ana: Person;
beforeAll(async () => {
  app = await startApp({ TRUST_PROXY: '127.0.0.1' });
  ana = await signUp(app);
});
afterAll(() => app?.close());

let printed: jest.SpiedFunction<typeof console.error>;
beforeEach(() => {
  printed = jest.spyOn(console, 'error').mockImplementation(() => undefined);
});
const open: { close: () => void }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) one.close();
  await until(async () => (await living()) === 0);
  expect(printed).not.toHaveBeenCalled();
  printed.mockRestore();
});

let addresses = 0;
/** Of an address of its own, unless told otherwise. */
function socketOf({ of = app, ip = `198.51.100.${(addresses += 1)}` } = {}) {
  const socket = openSocket(of.url, { headers: { 'X-Forwarded-For': ip } });
  open.push(socket);
  return socket;
}

const listeners = (of = app): number =>
  [PostAnnouncements, CommentAnnouncements, NotificationAnnouncements].reduce(
    (sum, announcements) => sum + of.nest.get<{ listenerCount: number }>(announcements).listenerCount,
    0,
  );
async function metric(name: string, labels: object = {}): Promise<number> {
  const found = await app.nest.get(Metrics).registry.getSingleMetric(name)?.get();
  return found?.values.find((one) => JSON.stringify(one.labels) === JSON.stringify(labels))?.value ?? 0;
}
/** Iterators that somebody could still write to, and subscriptions that a socket still has. */
const living = async (): Promise<number> => listeners() + (await metric('wander_websocket_subscriptions'));
const handlers = (): number =>
  [...app.nest.get(Realtime)['handlers'].values()].reduce((sum, { size }) => sum + size, 0);

const subscribeTo = (query: string, variables: object = {}, id = 's') => ({
  id,
  type: 'subscribe',
  payload: { query, variables },
});
const complete = (id = 's') => ({ id, type: 'complete' });
const ping = { type: 'ping' };
/** Parsed each time, since it is never valid. */
const invalid = (id: string) => subscribeTo(`subscription { postPublished { title } } } ${id}`, {}, id);

const codesOf = (messages: { type: string; payload?: { extensions: { code: string } }[] }[]) =>
  messages.filter(({ type }) => type === 'error').map(({ payload }) => payload![0]!.extensions.code);

/** A story whose answer has about as many bytes as asked for. */
async function storyOf(bytes: number) {
  const { id } = await writeStory(app, ana, { body: '👣'.repeat(45_000) });
  const copies = Math.floor(bytes / 180_000);
  return {
    query: `subscription { postPublished { ${Array.from({ length: copies }, (_, n) => `a${n}: body`).join(' ')} } }`,
    tell: () => app.nest.get(Realtime).publish('post.published', { postId: fromGlobalId(id)!.uuid, authorId: '' }),
  };
}

describe('nothing lives on', () => {
  const sequences: [string, (variables: object) => object[], number][] = [
    ['a subscription that is completed at once', (v) => [subscribeTo(COMMENTS, v), complete()], 0],
    [
      'one that is completed and opened again at once',
      (v) => [subscribeTo(COMMENTS, v), complete(), subscribeTo(COMMENTS, v)],
      1,
    ],
    [
      'one that is completed twice as often as opened',
      (v) => [subscribeTo(COMMENTS, v), complete(), complete(), subscribeTo(COMMENTS, v), complete(), complete()],
      0,
    ],
    [
      'nineteen that are completed and one that is not',
      (v) => [
        ...Array.from({ length: 19 }, () => [subscribeTo(COMMENTS, v), complete()]).flat(),
        subscribeTo(COMMENTS, v),
      ],
      1,
    ],
    [
      'the same with nothing to be read',
      () => [...Array.from({ length: 19 }, () => [subscribeTo(STORIES), complete()]).flat(), subscribeTo(STORIES)],
      1,
    ],
  ];

  test.each(sequences)('of %s, in one flush', async (_name, messages, expected) => {
    const postId = (await writeStory(app, ana)).id;
    const before = handlers();
    const socket = socketOf();
    await socket.init();
    socket.send(...messages({ postId }), ping);
    await until(() => socket.messages.some(({ type }) => type === 'pong'));
    await until(async () => (await living()) === 2 * expected);
    socket.send(complete());
    await until(async () => (await living()) === 0);
    socket.send(...messages({ postId }));
    socket.socket.close();
    await socket.closed;
    await until(async () => (await living()) === 0);
    expect(handlers()).toBe(before);
  });

  test.each(sequences)('of %s, when the client goes in the same flush', async (_name, messages) => {
    const postId = (await writeStory(app, ana)).id;
    const socket = socketOf();
    await socket.init();
    socket.send(...messages({ postId }));
    socket.socket.terminate();
    await socket.closed;
    await until(async () => (await living()) === 0 && (await metric('wander_websocket_connections')) === 0);
  });

  test('of an id that is used while it is in use', async () => {
    const socket = socketOf();
    await socket.init();
    socket.send(subscribeTo(STORIES), subscribeTo(STORIES));
    expect(await socket.closed).toBe(4409);
    await until(async () => (await living()) === 0);
  });

  test('of large arguments: who sends them on and on is closed', async () => {
    const socket = socketOf();
    await socket.init();
    const tag = 'x'.repeat(60_000);
    for (let n = 0; n < 19; n += 1)
      socket.send(subscribeTo(STORIES, { tag }), complete(), subscribeTo(STORIES, { tag }), complete());
    expect(await socket.closed).toBe(POLICY_VIOLATION);
    await until(async () => (await living()) === 0);
  });

  test('and no more are set up at once than a connection may have', async () => {
    const postId = (await writeStory(app, ana)).id;
    const socket = socketOf();
    await socket.init();
    socket.send(...Array.from({ length: 40 }, () => [subscribeTo(COMMENTS, { postId }), complete()]).flat(), ping);
    let most = 0;
    while (!socket.messages.some(({ type }) => type === 'pong')) {
      most = Math.max(most, await metric('wander_websocket_subscriptions'));
      await turn();
    }
    expect(most).toBeLessThanOrEqual(LIMIT.subscriptions);
  });
});

describe('a flood', () => {
  const burst = 10 * LIMIT.messages;

  test.each([
    ['of pings', () => Array.from({ length: burst + 10 }, () => ping)],
    ['of pongs', () => Array.from({ length: burst + 10 }, () => ({ type: 'pong' }))],
    ['of subscriptions', () => Array.from({ length: burst }, () => [subscribeTo(STORIES), complete()]).flat()],
    ['of bytes', () => Array.from({ length: 12 }, () => ({ type: 'ping', payload: { x: 'x'.repeat(60_000) } }))],
  ])('%s is closed with 1008, and counted', async (_name, messages) => {
    const before = await metric('wander_websocket_closed_total', { code: '1008' });
    const socket = socketOf();
    await socket.init();
    socket.send(...messages());
    expect(await socket.closed).toBe(POLICY_VIOLATION);
    await until(async () => (await metric('wander_websocket_closed_total', { code: '1008' })) === before + 1);
  });

  test.each([
    ['pings', (socket: ReturnType<typeof socketOf>['socket']) => socket.ping()],
    ['pongs', (socket: ReturnType<typeof socketOf>['socket']) => socket.pong()],
    [
      'messages before it is known who asks',
      (socket: ReturnType<typeof socketOf>['socket']) => socket.send('{"type":"ping"}'),
    ],
    ['frames of one message', (socket: ReturnType<typeof socketOf>['socket']) => socket.send('', { fin: false })],
  ])('of the frames of the protocol is one too: %s', async (_name, send) => {
    const { socket, opened, closed } = socketOf();
    await opened;
    for (let n = 0; n < burst + 10; n += 1) send(socket);
    expect(await closed).toBe(POLICY_VIOLATION);
  });

  test('of refused documents is closed with 1008', async () => {
    const socket = socketOf();
    await socket.init();
    socket.send(...Array.from({ length: burst - 10 }, (_, n) => invalid(`i${n}`)));
    expect(await socket.closed).toBe(POLICY_VIOLATION);
    const read = codesOf(socket.messages).length;
    expect(read).toBeGreaterThanOrEqual(LIMIT.documentsOfParty);
    expect(read).toBeLessThan(burst - 10);
  });

  test('of new documents is one too, also when they are valid', async () => {
    const ip = '203.0.113.21';
    const sockets = [socketOf({ ip }), socketOf({ ip })];
    for (const socket of sockets) await socket.init();
    sockets.forEach(({ send }, of) =>
      send(...Array.from({ length: 40 }, (_, n) => [subscribeTo(`${STORIES} # new ${of} ${n}`), complete()]).flat()),
    );
    expect(await Promise.race(sockets.map(({ closed }) => closed))).toBe(POLICY_VIOLATION);
  });

  test('gains nothing by more sockets, and costs another address nothing', async () => {
    const other = socketOf();
    await other.init();
    const ip = '203.0.113.20';
    const sockets = Array.from({ length: 12 }, () => socketOf({ ip }));
    await Promise.all(sockets.map(({ init }) => init()));
    for (const socket of sockets) socket.send(...Array.from({ length: burst - 20 }, () => ping));
    expect(await Promise.race(sockets.map(({ closed }) => closed))).toBe(POLICY_VIOLATION);
    const again = socketOf({ ip });
    await again.init();
    again.send(...Array.from({ length: burst - 20 }, () => ping));
    expect(await again.closed).toBe(POLICY_VIOLATION);
    other.send(ping);
    await until(() => other.messages.some(({ type }) => type === 'pong'));
  });

  test('is read a message a turn, so that others have theirs', async () => {
    const socket = socketOf();
    await socket.init();
    const counts = app.nest.get(Metrics)['errors'].of('GRAPHQL_PARSE_FAILED');
    const steps: number[] = [];
    const before = counts.count;
    socket.send(...Array.from({ length: 50 }, (_, n) => invalid(`t${n}`)));
    for (let last = before; last < before + 50; await turn()) {
      if (counts.count > last) steps.push(counts.count - last);
      last = counts.count;
    }
    expect(Math.max(...steps)).toBeLessThanOrEqual(2);
  });
});

describe('documents', () => {
  test('are paid for, refused or new; without points none is parsed', async () => {
    const own = await startApp({
      RATE_LIMIT_GUEST: String(4 * LIMITS.document.costOfRefusal),
      TRUST_PROXY: '127.0.0.1',
    });
    try {
      const ip = '203.0.113.30';
      const socket = socketOf({ of: own, ip });
      await socket.init();
      // The second time it is known, and costs nothing.
      socket.send(subscribeTo(STORIES, {}, 'a'), complete('a'), subscribeTo(STORIES, {}, 'b'), complete('b'));
      for (let n = 0; n < 4; n += 1) socket.send(invalid(`p${n}`));
      await until(() => codesOf(socket.messages).length === 4);
      const failed = 'GRAPHQL_PARSE_FAILED';
      expect(codesOf(socket.messages)).toEqual([failed, failed, failed, 'RATE_LIMITED']);
      const other = socketOf({ of: own });
      await other.init();
      other.send(invalid('o'));
      await until(() => codesOf(other.messages).length === 1);
      expect(codesOf(other.messages)).toEqual([failed]);
    } finally {
      await own.close();
    }
  });

  test.each([
    ['too deep', `{"tag":${'['.repeat(5_000)}${']'.repeat(5_000)}}`],
    ['too many', `{"tag":[${'1,'.repeat(10_001)}1]}`],
  ])('with variables that are %s are refused', async (_name, variables) => {
    const socket = socketOf();
    await socket.init();
    const { payload } = subscribeTo(STORIES);
    const text = JSON.stringify({ id: 'v', type: 'subscribe', payload: { ...payload, variables: 0 } });
    socket.socket.send(text.replace('"variables":0', `"variables":${variables}`));
    await until(() => codesOf(socket.messages).length === 1);
    expect(codesOf(socket.messages)).toEqual(['BAD_REQUEST']);
  });

  test.each([
    ['@skip', 'subscription { postPublished @skip(if: true) { title } }'],
    ['@include', 'subscription { ... @include(if: false) { postPublished { title } } }'],
    [
      '@skip in a fragment',
      'subscription { ...F } fragment F on Subscription { postPublished @skip(if: true) { title } }',
    ],
  ])('that subscribe to nothing, by %s, are refused', async (_name, query) => {
    const socket = socketOf();
    await socket.init();
    socket.send(subscribeTo(query));
    await until(() => codesOf(socket.messages).length === 1);
    expect(codesOf(socket.messages)).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  });
});

describe('what subscriptions hold', () => {
  test('is limited for all sockets of an address together, and free again when they end', async () => {
    const ip = '203.0.113.50';
    const authors = Array.from({ length: 15 }, (_, n) => `a${n}: author { ${'id username name '.repeat(18)} }`);
    const large = (n: number) => `subscription { postPublished { ${authors.join(' ')} } } #${n}`;
    const sockets = [socketOf({ ip }), socketOf({ ip })];
    for (const socket of sockets) await socket.init();
    sockets.forEach(({ send }, of) =>
      send(...Array.from({ length: 15 }, (_, n) => subscribeTo(large(15 * of + n), {}, `s${n}`)), ping),
    );
    await until(() => sockets.every(({ messages }) => messages.some(({ type }) => type === 'pong')));
    const refused = sockets.flatMap(({ messages }) => codesOf(messages));
    expect(refused.length).toBeGreaterThanOrEqual(18);
    expect(new Set(refused)).toEqual(new Set(['RATE_LIMITED']));
    const other = socketOf();
    await other.init();
    other.send(subscribeTo(large(0)));
    await until(() => listeners() === 30 - refused.length + 1);
    for (const socket of sockets) socket.close();
    await until(() => listeners() === 1);
    const again = socketOf({ ip });
    await again.init();
    again.send(subscribeTo(large(0)));
    await until(() => listeners() === 2);
  });
});

describe('messages that the protocol does not know', () => {
  test.each([
    ['no JSON', '{'],
    ['no object', '[]'],
    ['no type', '{}'],
    ['of another type', '{"type":"start"}'],
    ['what only a server says', '{"id":"s","type":"next","payload":{}}'],
    ['an id that is too long', JSON.stringify(subscribeTo(STORIES, {}, 'x'.repeat(LIMIT.idCharacters + 1)))],
  ])('close it with 4400: %s', async (_name, text) => {
    const socket = socketOf();
    await socket.init();
    socket.socket.send(text);
    expect(await socket.closed).toBe(4400);
  });

  test('a ping is answered whatever it carries', async () => {
    const socket = socketOf();
    await socket.init();
    socket.socket.send(`{"type":"ping","payload":{"a":${'['.repeat(30_000)}${']'.repeat(30_000)}}}`);
    await until(() => socket.messages.some(({ type }) => type === 'pong'));
  });
});

describe('what waits for a reader', () => {
  test('ends the connection beyond 1 MB, however many subscriptions share it', async () => {
    const { query, tell } = await storyOf(900_000);
    const slow = socketOf();
    await slow.init();
    slow.send(...Array.from({ length: 20 }, (_, n) => subscribeTo(query, {}, `s${n}`)));
    await until(() => listeners() === 20);
    slow.socket.pause();
    let [tells, most] = [0, 0];
    for (; listeners() > 0 && tells < 30; tells += 1) {
      await tell();
      for (let n = 0; n < 50; n += 1) {
        most = Math.max(most, await metric('wander_websocket_backlog_bytes'));
        await turn();
      }
    }
    await until(() => listeners() === 0);
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(LIMIT.backlogBytes);
  });

  test('does not end the connection of who reads, nor that of another', async () => {
    const { query, tell } = await storyOf(900_000);
    const reader = socketOf();
    await reader.init();
    reader.send(...Array.from({ length: 20 }, (_, n) => subscribeTo(query, {}, `s${n}`)));
    await until(() => listeners() === 20);
    for (let n = 1; n <= 3; n += 1) {
      await tell();
      await until(() => reader.messages.filter(({ type }) => type === 'next').length === 20 * n);
    }
    expect(reader.socket.readyState).toBe(reader.socket.OPEN);
  });

  test('is no answer beyond 1 MB: that is an error, which says what to do', async () => {
    const { query, tell } = await storyOf(1_300_000);
    const socket = socketOf();
    await socket.init();
    socket.send(subscribeTo(query));
    await until(() => listeners() === 1);
    await tell();
    await until(() => socket.messages.some(({ type }) => type === 'complete'));
    expect(socket.messages.slice(1)).toMatchObject([
      { id: 's', type: 'next', payload: { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] } },
      { id: 's', type: 'complete' },
    ]);
    expect(await living()).toBe(0);
  });

  test('is nobody’s once the client has gone, and the log of the host does not hear of it', async () => {
    const { query, tell } = await storyOf(900_000);
    const server = app.nest.getHttpServer() as Server;
    for (const how of ['close', 'reset'] as const) {
      const accepted = once(server, 'connection') as Promise<[Socket]>;
      const leaving = socketOf();
      const [end] = await accepted;
      await leaving.init();
      leaving.send(...Array.from({ length: 10 }, (_, n) => subscribeTo(query, {}, `s${n}`)));
      await until(() => listeners() === 10);
      leaving.socket.pause();
      // More than the network takes.
      let polls = 0;
      await until(async () => {
        if (polls++ % 20 === 0) await tell();
        return end.writableLength > 0;
      });
      const before = end.bytesRead;
      leaving.send(ping, ping);
      await until(() => end.bytesRead > before);
      await turn();
      leaving[how]();
      await until(async () => (await living()) === 0 && (await metric('wander_websocket_connections')) === 0);
    }
  });
});

describe('connections', () => {
  test('count for their address from the upgrade on, also those that say nothing; another address notices nothing', async () => {
    const ip = '203.0.113.40';
    const silent = Array.from({ length: LIMIT.connectionsOfAddress }, () => socketOf({ ip }));
    await Promise.all(silent.map(({ opened }) => opened));
    expect(await socketOf({ ip }).refused).toBe(503);
    await socketOf().init();
    expect(await Promise.race(silent.map(({ closed }) => closed))).toBe(4408);
    await Promise.all(silent.map(({ closed }) => closed));
    await socketOf({ ip }).init();
  });

  test('of one IPv6 network are those of one address', async () => {
    const sockets = Array.from({ length: LIMIT.connectionsOfGuests + 1 }, (_, n) =>
      socketOf({ ip: `2001:db8:1:2::${n}` }),
    );
    await Promise.all(sockets.map(({ opened }) => opened));
    for (const { send } of sockets) send({ type: 'connection_init' });
    expect(await Promise.race(sockets.map(({ closed }) => closed))).toBe(1013);
  });

  test('that do not answer a close are cut', async () => {
    const socket = socketOf();
    await socket.init();
    socket.socket.pause();
    socket.send({ type: 'connection_init' });
    await until(async () => (await metric('wander_websocket_connections')) === 0);
  });

  test('nobody may have more than a tenth of them, or of what may wait', () => {
    for (const [own, all] of [
      [LIMIT.connectionsOfAddress, LIMIT.connections],
      [LIMIT.connectionsOfGuests, LIMIT.connections],
      [LIMIT.connectionsOfPerson, LIMIT.connections],
      [LIMIT.backlogOfParty, LIMIT.backlogOfProcess],
      [LIMIT.backlogBytes, LIMIT.backlogOfProcess],
      [LIMIT.requestBytesOfParty, LIMIT.requestBytesOfProcess],
    ] as const)
      expect(own).toBeLessThanOrEqual(all / 10);
  });
});
