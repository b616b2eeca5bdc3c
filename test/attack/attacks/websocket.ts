import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import type { Attack } from '../attack.js';
import type { Target } from '../target.js';

const SUBSCRIPTIONS = 20;
/** Close to the longest message. */
const LONG = 'x'.repeat(60_000);

const subscribe = (id: string, query: string, variables: object = {}): string =>
  JSON.stringify({ id, type: 'subscribe', payload: { query, variables } });
const complete = (id: string): string => JSON.stringify({ id, type: 'complete' });

const PUBLISHED = 'subscription ($tag: String) { postPublished(tag: $tag) { id } }';
const COMMENTS = 'subscription ($postId: ID!) { commentAdded(postId: $postId) { body bodyHtml } }';

/** Again and again, one socket a time on which messages are sent as fast as they are taken. */
const floodAll = (target: Target, message: (n: number) => string, init = true) =>
  target.repeat(1, async (n) => {
    const attacker = target.guest(n % 4);
    const socket = await (init ? target.signedInWebSocket(attacker) : target.webSocket(attacker));
    if (socket) await target.flood(socket, message);
    await target.pause(50);
  });

export const websocket: Attack[] = [
  {
    name: 'ws-same-id',
    tries:
      'begins, ends and begins a subscription under one name in one write, for 19 names, with 60 kB each, and leaves',
    as: 'guest',
    seconds: 15,
    quick: true,
    run: (target) =>
      target.repeat(4, async (n) => {
        const socket = await target.signedInWebSocket(target.guest(n % 4));
        if (!socket) return target.pause(50);
        for (let i = 0; i < 19; i += 1) {
          const id = `s${i}`;
          const variables = i % 2 ? { tag: LONG } : { tag: 'x', more: LONG };
          await sendAtOnce(target, socket, [
            subscribe(id, PUBLISHED, variables),
            complete(id),
            subscribe(id, PUBLISHED, { tag: 'x' }),
          ]);
        }
        await target.pause(100);
        socket.close();
      }),
  },
  {
    name: 'ws-churn',
    tries: 'begins subscriptions under other names and ends them before they have begun, or twice, or not at all',
    as: 'guest',
    run: (target) =>
      target.repeat(2, async (n) => {
        const socket = await target.signedInWebSocket(target.guest(n % 4));
        if (!socket) return target.pause(50);
        await target.flood(
          socket,
          (i) =>
            i % 3 === 1 ? complete(`s${i - 1}`) : subscribe(`s${i}`, PUBLISHED, { tag: `${i}${LONG.slice(0, 5_000)}` }),
          600,
        );
        socket.terminate();
      }),
  },
  {
    name: 'ws-invalid-documents',
    tries: 'subscribes by documents that are not valid as fast as they are taken',
    as: 'guest',
    quick: true,
    run: (target) =>
      floodAll(target, (n) => subscribe(`s${n}`, `subscription Q${n} { ${'nothing { a } '.repeat(200)} }`)),
  },
  {
    name: 'ws-long-documents',
    tries: 'subscribes by documents as long as a message may be',
    as: 'guest',
    run: (target) => floodAll(target, (n) => subscribe(`s${n}`, `{ a${n} } # ${LONG}`)),
  },
  {
    name: 'ws-pings',
    tries: 'sends pings as fast as they are taken',
    as: 'guest',
    run: (target) =>
      floodAll(target, (n) => JSON.stringify({ type: 'ping', payload: { n, more: 'x'.repeat(n % 200) } })),
  },
  {
    name: 'ws-frames',
    tries: 'sends pings of the protocol below, and empty messages, as fast as they are taken',
    as: 'guest',
    run: (target) =>
      target.repeat(1, async () => {
        const socket = await target.signedInWebSocket(target.guest());
        if (!socket) return target.pause(50);
        const isOpen = () => !target.isOver && socket.readyState === socket.OPEN;
        while (isOpen()) {
          for (let burst = 0; burst < 200; burst += 1) {
            target.requests += 1;
            socket.ping('x'.repeat(100));
          }
          do await new Promise(setImmediate);
          while (socket.bufferedAmount > 100_000 && isOpen());
        }
      }),
  },
  {
    name: 'ws-garbage',
    tries: 'sends what is no message of the protocol, or messages it may not send, and comes again',
    as: 'guest',
    run: (target) => {
      const garbage = [
        '{',
        'null',
        '[]',
        '{"type":1}',
        `"${LONG}"`,
        `{"type":"next","id":"${LONG}"}`,
        '{"type":"connection_init"}',
        '{"type":"subscribe"}',
        `${'['.repeat(60_000)}`,
        'x'.repeat(70_000),
      ];
      return target.repeat(4, async (n) => {
        const socket = await target.webSocket(target.guest(n % 4));
        if (!socket) return target.pause(20);
        await target.flood(socket, (i) => garbage[(n + i) % garbage.length]!, 20);
        socket.terminate();
      });
    },
  },
  {
    name: 'ws-silent',
    tries: 'opens six hundred WebSockets and says nothing on them',
    as: 'guest',
    async run(target) {
      await target.repeat(20, (n) => target.webSocket(target.guest(n % 4)), 600);
      await target.pause(target.seconds * 1_000);
    },
  },
  {
    name: 'ws-leaving',
    tries: 'subscribes by documents that are refused and leaves while the server answers',
    as: 'guest',
    run: (target) =>
      target.repeat(4, async (n) => {
        const socket = await target.signedInWebSocket(target.guest(n % 4));
        if (!socket) return target.pause(20);
        for (let i = 0; i < 30; i += 1) socket.send(subscribe(`s${i}`, i % 2 ? `{ a${n} }` : PUBLISHED));
        reset(socket);
      }),
  },
  {
    name: 'ws-unread',
    tries: 'hears of comments of 15 kB by all the subscriptions there may be, and reads none',
    as: 'person',
    seconds: 12,
    async run(target) {
      const { text } = await target.ask(target.guest(), `{ post(slug: "${target.stage.slugs[0]}") { id } }`);
      const postId = /"id":"(\w+)"/.exec(text)?.[1];
      for (let n = 0; n < 20; n += 1) {
        const socket = await target.signedInWebSocket(target.guest(n % 4));
        if (!socket) continue;
        for (let i = 0; i < SUBSCRIPTIONS; i += 1) socket.send(subscribe(`s${i}`, COMMENTS, { postId }));
        await target.pause(50);
        socket.pause();
      }
      await target.repeat(
        4,
        (n) =>
          target.ask(
            target.person(n % 8),
            'mutation ($postId: ID!, $body: String!) { addComment(input: { postId: $postId, body: $body }) { commentEdge { cursor } } }',
            { postId, body: 'ก'.repeat(5_000) },
          ),
        150,
      );
      await target.pause(target.seconds * 1_000);
    },
  },
];

/** Sends messages in one write, so that the server reads them all before it does anything. */
async function sendAtOnce(target: Target, socket: WebSocket, messages: string[]): Promise<void> {
  target.requests += messages.length;
  const { _socket: below } = socket as unknown as { _socket: Socket };
  below.cork();
  for (const message of messages) socket.send(message);
  below.uncork();
  await target.pause(5);
}

/** Leaves without a word, so that what the server writes then fails. */
const reset = (socket: WebSocket): void => void (socket as unknown as { _socket: Socket })._socket.resetAndDestroy();
