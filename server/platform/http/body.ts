import { isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { AppError } from '../errors/index.js';
import { LIMITS } from '../limits.js';
import type { RequestLifetime } from './request-lifetime.js';

interface BodyRefusal {
  status: 400 | 413 | 415;
  message: string;
  headers?: Readonly<Record<string, string>>;
}
type Body = { ok: true; json: unknown } | { ok: false; error: AppError | BodyRefusal };

const refused = (
  status: BodyRefusal['status'],
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Body => ({ ok: false, error: { status, message, headers } });

const tooLarge = (bytes: number): Body => refused(413, `The request is larger than ${inWords(bytes)}.`);
const inWords = (bytes: number): string => (bytes < 1_000_000 ? `${bytes / 1_000} kB` : `${bytes / 1_000_000} MB`);
const IN_PIECES = refused(400, 'The request arrives in too many small pieces.');
const MANY_VALUES = refused(
  400,
  `The request holds more than ${LIMITS.request.bodyValues.toLocaleString('en')} values.`,
);
const BROKEN_OFF = refused(400, 'The request broke off.');
const NOT_JSON = refused(415, 'The body must be JSON in UTF-8, sent with `Content-Type: application/json`.', {
  Accept: 'application/json',
});
const COMPRESSED = refused(415, 'The body is compressed. Send it without `Content-Encoding`.', {
  'Accept-Encoding': 'identity',
});

/** Why a body is not read, by its headers; undefined when it is. */
function problemOf({
  'content-type': type = '',
  'content-encoding': encoding = '',
}: IncomingHttpHeaders): Body | undefined {
  if (type === 'application/json' && encoding === '') return undefined;
  const isPlain = encoding.split(',').every((one) => ['', 'identity'].includes(one.trim().toLowerCase()));
  if (!isPlain) return COMPRESSED;
  const charset = /;\s*charset\s*=\s*"?([\w-]+)/i.exec(type)?.[1] ?? 'utf-8';
  return /^application\/json\s*(?:;|$)/i.test(type) && /^(?:utf-?8|us-ascii)$/i.test(charset) ? undefined : NOT_JSON;
}

/**
 * Reads a body of JSON, as far as the process has memory for bodies. What has come so far lies in one buffer, however small the
 * pieces are in which it comes.
 * @param most bytes that it may have
 */
export function readBody(
  req: IncomingMessage,
  lifetime: RequestLifetime,
  most: number = LIMITS.request.bodyBytes,
): Promise<Body> {
  const problem = problemOf(req.headers);
  if (problem) return Promise.resolve(problem);
  if (Number(req.headers['content-length'] ?? 0) > most) return Promise.resolve(tooLarge(most));
  lifetime.readsBody();
  return new Promise((resolve) => {
    let body: Buffer = EMPTY;
    let size = 0;
    let pieces = 0;
    const receive = (chunk: Buffer): void => {
      pieces += 1;
      if (pieces > LIMITS.request.bodyPieces + size / BYTES_A_PIECE) return stop(IN_PIECES);
      if (size + chunk.length > most) return stop(tooLarge(most));
      try {
        lifetime.bodyReceived(chunk.length);
      } catch (error) {
        return stop({ ok: false, error: error as AppError });
      }
      if (size === 0) body = chunk;
      else {
        if (size + chunk.length > body.length) body = grown(body, size, size + chunk.length);
        chunk.copy(body, size);
      }
      size += chunk.length;
    };
    const stop = (answer: Body): void => {
      // What still comes is thrown away until the connection is closed.
      req.off('data', receive).resume();
      resolve(answer);
    };
    req.on('data', receive);
    req.on('end', () => {
      lifetime.bodyRead();
      resolve(parsed(body.subarray(0, size)));
    });
    req.on('error', () => resolve(BROKEN_OFF));
    req.on('close', () => resolve(BROKEN_OFF));
  });
}

const EMPTY = Buffer.alloc(0);
const BYTES_A_PIECE = 256;

/** A buffer with the same beginning and room for twice of what is needed. */
function grown(body: Buffer, used: number, needed: number): Buffer {
  const larger = Buffer.allocUnsafeSlow(Math.min(needed * 2, LIMITS.request.bodyBytes));
  body.copy(larger, 0, 0, used);
  return larger;
}

const [QUOTE, BACKSLASH, COMMA, BRACKET, BRACE] = ['"', '\\', ',', '[', '{'].map((sign) => sign.charCodeAt(0));

/** Whether JSON holds few values: reading many takes a hundred times as long as counting them. */
function hasFewValues(body: Buffer): boolean {
  let values = 0;
  let isText = false;
  for (let i = 0; i < body.length; i += 1) {
    const byte = body[i];
    if (isText) {
      if (byte === BACKSLASH) i += 1;
      else if (byte === QUOTE) isText = false;
    } else if (byte === QUOTE) isText = true;
    else if (byte === COMMA || byte === BRACKET || byte === BRACE) {
      values += 1;
      if (values > LIMITS.request.bodyValues) return false;
    }
  }
  return true;
}

function parsed(body: Buffer): Body {
  // Who sends nothing is told what belongs there.
  if (body.length === 0) return { ok: true, json: {} };
  // Each wrong byte would be read as U+FFFD, and kept as if it had been typed.
  if (!isUtf8(body)) return refused(400, 'The body is not UTF-8.');
  if (body.length > LIMITS.request.bodyValues && !hasFewValues(body)) return MANY_VALUES;
  try {
    const text = body.toString('utf8');
    // RFC 8259: a byte order mark may be ignored.
    const json: unknown = JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text);
    if (Array.isArray(json)) return refused(400, 'Send one operation a request, not a list of them.');
    return { ok: true, json };
  } catch {
    return refused(400, 'The body is not JSON.');
  }
}
