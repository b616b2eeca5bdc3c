import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

/** What asks for another protocol, beside `Connection`. */
const OF_UPGRADES = new Set(['upgrade', 'http2-settings', 'connection']);

export const isWebSocket = ({ headers }: IncomingMessage): boolean => /^websocket$/i.test(headers.upgrade ?? '');

const offered = new WeakSet<Duplex>();

/**
 * Answers a request that offers a protocol which is not served here as if it had not: Java's client and `curl --http2` offer HTTP/2 with
 * each first request, and go on with HTTP/1.1. Node has stopped reading the connection; it reads the request once more, and listens
 * to the connection once more. So one that offers again is closed after the answer.
 * @param head what came behind its headers
 */
export function answerWithoutUpgrade(server: Server, req: IncomingMessage, socket: Duplex, head: Buffer): void {
  const lines = [`${req.method} ${req.url} HTTP/${req.httpVersion}`];
  for (let i = 0; i < req.rawHeaders.length; i += 2)
    if (!OF_UPGRADES.has(req.rawHeaders[i]!.toLowerCase()))
      lines.push(`${req.rawHeaders[i]}: ${req.rawHeaders[i + 1]}`);
  if (offered.has(socket) || /\bclose\b/i.test(req.headers.connection ?? '')) lines.push('Connection: close');
  offered.add(socket);
  socket.unshift(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), head]));
  server.emit('connection', socket);
}
