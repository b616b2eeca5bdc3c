import { type IncomingMessage, type OutgoingHttpHeader, type OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { compress, type Compression, compressionOf, isCompressible } from './compression.js';

type Headers = OutgoingHttpHeaders | OutgoingHttpHeader[];
type Done = (error?: Error | null) => void;

/** Larger answers are written in pieces of this many bytes, which shows how fast their reader takes them. */
const PIECE_BYTES = 65_536;
const METHODS = ['settle', 'write', 'end', 'writeHead', 'describeCompression'] as const;

/**
 * A response with the headers of every answer of ours, which wait until it is clear how they are written: Node takes an array of
 * them in less time than as many calls of `setHeader`. It knows how much of a large body the client has taken.
 */
export class FrontResponse<Request extends IncomingMessage = IncomingMessage> extends ServerResponse<Request> {
  /** Bytes of the body that have left, where it is larger than a piece. */
  sent = 0;
  /** By `performance.now()`. */
  headersSentAt = 0;
  private common: readonly string[] | undefined;

  /** @param common names and values in turn; what the answer says of the same name goes before it. */
  begin(common: readonly string[]): void {
    this.common = common;
  }

  /** Sets the common headers now: for who looks at them. */
  settle(): void {
    const { common = [] } = this;
    this.common = undefined;
    for (let i = 0; i < common.length; i += 2)
      if (!this.hasHeader(common[i]!)) this.setHeader(common[i]!, common[i + 1]!);
  }

  /** Makes this object keep its methods where Express gives it another prototype. */
  keepMethods(): void {
    for (const name of METHODS) Reflect.set(this, name, Reflect.get(FrontResponse.prototype, name));
  }

  /** Adds to a common header, too. */
  override appendHeader(name: string, value: string | readonly string[]): this {
    this.settle();
    return super.appendHeader(name, value);
  }

  /** @param headers as an array, of names and values in turn, they may repeat none of the common ones. */
  override writeHead(status: number, message?: string, headers?: Headers): this;
  override writeHead(status: number, headers?: Headers): this;
  override writeHead(status: number, messageOrHeaders?: string | Headers, headers?: Headers): this {
    const { common } = this;
    this.headersSentAt = performance.now();
    if (common && Array.isArray(messageOrHeaders) && this.getHeaderNames().length === 0) {
      this.common = undefined;
      return super.writeHead(status, [...common, ...messageOrHeaders]);
    }
    this.settle();
    return typeof messageOrHeaders === 'string'
      ? super.writeHead(status, messageOrHeaders, headers)
      : super.writeHead(status, messageOrHeaders);
  }

  override write(chunk: unknown, encodingOrDone?: BufferEncoding | Done, done?: Done): boolean {
    const encoding = typeof encodingOrDone === 'string' ? encodingOrDone : 'utf8';
    const told = typeof encodingOrDone === 'function' ? encodingOrDone : done;
    const bytes = typeof chunk === 'string' ? Buffer.byteLength(chunk, encoding) : (chunk as Uint8Array).length;
    return super.write(chunk, encoding, (error) => {
      this.sent += bytes;
      told?.(error);
    });
  }

  override end(...args: unknown[]): this {
    const [body, encoding] = args;
    if (typeof body !== 'string' && !Buffer.isBuffer(body)) {
      if (this.req.method === 'HEAD' && !this.headersSent) this.describeCompression();
      return super.end(...(args as []));
    }
    const asBuffer = () =>
      typeof body === 'string' ? Buffer.from(body, encoding as BufferEncoding | undefined) : body;
    const done = args.find((arg) => typeof arg === 'function') as (() => void) | undefined;
    if (!this.headersSent && isCompressible(this.getHeader('Content-Type'), body.length)) {
      if (!this.hasHeader('Content-Encoding')) this.appendHeader('Vary', 'Accept-Encoding');
      const compression = compressionOf(this, body.length);
      if (compression) {
        sendCompressed(this, asBuffer(), compression, done).catch(() => this.destroy());
        return this;
      }
    }
    if (body.length <= PIECE_BYTES) return super.end(...(args as []));
    const whole = asBuffer();
    if (!this.headersSent && !this.hasHeader('Content-Length')) this.setHeader('Content-Length', whole.length);
    writePieces(this, whole, 0, done);
    return this;
  }

  /** Says of an answer without its body what that would say; its length is not known before it is compressed. */
  private describeCompression(): void {
    const bytes = Number(this.getHeader('Content-Length'));
    if (!isCompressible(this.getHeader('Content-Type'), bytes)) return;
    this.appendHeader('Vary', 'Accept-Encoding');
    if (compressionOf(this, bytes)) this.removeHeader('Content-Length');
  }
}

/** The headers wait: until the answer is compressed it may still become a refusal, which then is all that is sent. */
async function sendCompressed(
  res: FrontResponse,
  body: Buffer,
  compression: Compression,
  done: (() => void) | undefined,
): Promise<void> {
  const compressed = await compress(body, compression);
  if (res.headersSent || res.destroyed) return;
  res.setHeader('Content-Encoding', compression);
  res.setHeader('Content-Length', compressed.length);
  res.end(compressed, done);
}

/** Goes on whenever the client has taken what was written before. */
function writePieces(res: FrontResponse, body: Buffer, from: number, done: (() => void) | undefined): void {
  let at = from;
  while (at + PIECE_BYTES < body.length) {
    const flowsOn = res.write(body.subarray(at, at + PIECE_BYTES));
    at += PIECE_BYTES;
    if (!flowsOn) return void res.once('drain', () => writePieces(res, body, at, done));
  }
  res.end(body.subarray(at), done);
}
