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
  return (socket) => {
    const address = plainAddress(socket.remoteAddress ?? '');
    const pool = isTrusted(address) ? pools.proxySockets : pools.sockets;
    const holder = pools.holder(networkOf(address));
    try {
      pool.take(holder);
    } catch {
      socket.end(TOO_MANY, () => socket.destroy());
      return;
    }
    socket.once('close', () => pool.giveBack(holder));
  };
}
