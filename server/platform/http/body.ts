import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { LIMITS } from '../limits.js';

type Body = { ok: true; json: unknown } | { ok: false; status: 400 | 413; message: string };

const TOO_LARGE: Body = { ok: false, status: 413, message: 'The request is larger than 1 MB.' };
const BROKEN_OFF: Body = { ok: false, status: 400, message: 'The request broke off.' };

/** Reads a body of JSON. Other media types are left to Apollo, which refuses them. */
export function readBody(req: IncomingMessage): Promise<Body> {
  if (Number(req.headers['content-length'] ?? 0) > LIMITS.request.bodyBytes) {
    req.resume();
    return Promise.resolve(TOO_LARGE);
  }
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= LIMITS.request.bodyBytes) chunks.push(chunk);
      else resolve(TOO_LARGE);
    });
    req.on('end', () => resolve(parsed(req, chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks))));
    req.on('error', () => resolve(BROKEN_OFF));
    req.on('close', () => resolve(BROKEN_OFF));
  });
}

function parsed(req: IncomingMessage, body: Buffer): Body {
  if (!/^application\/json\b/i.test(req.headers['content-type'] ?? '')) return { ok: true, json: undefined };
  // Each wrong byte would be read as U+FFFD, and kept as if it had been typed.
  if (!isUtf8(body)) return { ok: false, status: 400, message: 'The body is not UTF-8.' };
  try {
    const json: unknown = JSON.parse(body.toString('utf8'));
    if (Array.isArray(json))
      return { ok: false, status: 400, message: 'Send one operation a request, not a list of them.' };
    return { ok: true, json };
  } catch {
    return { ok: false, status: 400, message: 'The body is not JSON.' };
  }
}
