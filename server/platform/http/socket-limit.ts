import type { Socket } from 'node:net';
import { isTrustedProxy, networkOf, plainAddress } from '../auth/index.js';
import type { Pools } from './pools.js';

const TOO_MANY = 'HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';

/**
 * Counts connections as they are opened: those of an address, up to its share; those of a trusted proxy, which are many
 * people's, up to what the process has.
 */
export function socketLimit(pools: Pools, trustProxy: readonly string[]): (socket: Socket) => void {
  const isTrusted = isTrustedProxy(trustProxy);
  const counted = new WeakSet<Socket>();
  return (socket) => {
    // Node reads on a connection that it had let go.
    if (counted.has(socket)) return;
    counted.add(socket);
    const address = plainAddress(socket.remoteAddress ?? '');
    const { sockets } = pools;
    const holder = pools.holder(networkOf(address));
    try {
      // A proxy's own are many people's: it may have all of them.
      sockets.take(holder, 1, isTrusted(address) ? sockets.size : undefined);
    } catch {
      socket.end(TOO_MANY, () => socket.destroy());
      return;
    }
    socket.once('close', () => sockets.giveBack(holder));
  };
}
