import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import Negotiator from 'negotiator';
import { LIMITS } from '../limits.js';

export type Compression = 'br' | 'gzip';

const COMPRESSIONS: readonly Compression[] = ['br', 'gzip'];
/** Browsers send about 30 characters. */
const LONGEST_HEADER = 200;
/** Less fits into one packet anyway. */
export const SMALLEST_COMPRESSED_BYTES = 1_024;
const COMPRESSIBLE = /^(text\/|image\/svg|application\/([\w.-]+\+)?(json|xml)\b)/;

/** Half as long as at the highest level takes a hundred times as long for a tenth of the bytes. */
const BROTLI = {
  params: { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT },
};

/** The compressions of ours that a request accepts, the best one first: a weight of 0 refuses one. */
export function acceptedCompressions({ headers }: IncomingMessage): Compression[] {
  const accept = headers['accept-encoding'];
  if (typeof accept !== 'string' || accept.length > LONGEST_HEADER) return [];
  const accepted = new Negotiator({ headers }).encodings([...COMPRESSIONS]);
  return COMPRESSIONS.filter((compression) => accepted.includes(compression));
}

let underWay = 0;

/** Whether an answer of this type and size is sent compressed to whoever accepts that, and so varies by it. */
export const isCompressible = (type: unknown, bytes: number): boolean =>
  bytes >= SMALLEST_COMPRESSED_BYTES && typeof type === 'string' && COMPRESSIBLE.test(type);

/**
 * How to compress an answer that is compressible; undefined where its client takes it plain, where it holds a token that is as good as
 * a password, or where it would take too long: too many others are being compressed, or it is too large.
 */
export function compressionOf(res: ServerResponse, bytes: number): Compression | undefined {
  if (bytes > LIMITS.request.compressedBytes || underWay >= LIMITS.process.compressionsAtOnce) return undefined;
  if (res.hasHeader('Content-Encoding') || res.hasHeader('Set-Cookie')) return undefined;
  return acceptedCompressions(res.req)[0];
}

/** Compresses outside the event loop. */
export async function compress(body: Buffer, compression: Compression): Promise<Buffer> {
  underWay += 1;
  try {
    return compression === 'br' ? await promisify(brotliCompress)(body, BROTLI) : await promisify(gzip)(body);
  } finally {
    underWay -= 1;
  }
}
