import { connect } from 'node:net';

const HEAD_END = Buffer.from('\r\n\r\n');
const LINE_END = Buffer.from('\r\n');
const LAST_CHUNK = Buffer.from('0\r\n\r\n');
const GOOD = Buffer.from('{"data":{');
const ERRORS = Buffer.from('"errors":[');

/**
 * One keep-alive connection of one client, who has an address of its own, with one request under way at a time. It understands as much HTTP/1.1 as servers here
 * answer with (a length, or chunks), which leaves the machine to them.
 */
export class Connection {
  #socket;
  #received = [];
  #size = 0;
  #head;
  #settle;
  #address;

  /** @param client a number from 0 on */
  constructor(port, client) {
    this.#address = Buffer.from(`X-Forwarded-For: 198.51.100.${1 + (client % 254)}\r\n`);
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.#socket.on('data', (chunk) => this.#take(chunk));
    this.#socket.on('error', (error) => this.#end(error));
    this.#socket.on('close', () => this.#end(new Error('The server closed the connection.')));
  }

  /** Sends a request, as `requestBytes` makes it; resolves to its reply, and never rejects. */
  ask({ line, rest }) {
    return new Promise((resolve) => {
      this.#settle = resolve;
      if (this.#socket.destroyed) this.#end(new Error('The connection is closed.'));
      else this.#socket.write(Buffer.concat([line, this.#address, rest]));
    });
  }

  close() {
    this.#socket.destroy();
  }

  #end(error) {
    this.#done({ failure: error.message });
  }

  #done(reply) {
    const settle = this.#settle;
    this.#settle = undefined;
    settle?.(reply);
  }

  #take(chunk) {
    this.#received.push(chunk);
    this.#size += chunk.length;
    if (this.#head === undefined) {
      const bytes = this.#joined();
      const end = bytes.indexOf(HEAD_END);
      if (end < 0) return;
      const text = bytes.toString('latin1', 0, end);
      const length = /\r\ncontent-length: *(\d+)/i.exec(text)?.[1];
      this.#head = {
        status: Number(text.slice(9, 12)),
        closes: /\r\nconnection: *close/i.test(text),
        from: end + HEAD_END.length,
        whole: length === undefined ? undefined : end + HEAD_END.length + Number(length),
      };
    }
    const { status, closes, from, whole } = this.#head;
    if (whole !== undefined ? this.#size < whole : !endsWith(this.#received, LAST_CHUNK)) return;
    const bytes = this.#joined();
    this.#head = undefined;
    this.#received = [];
    this.#size = 0;
    const body = whole === undefined ? unchunked(bytes.subarray(from)) : bytes.subarray(from, whole);
    this.#done({ status, closes, body });
  }

  #joined() {
    if (this.#received.length > 1) this.#received = [Buffer.concat(this.#received, this.#size)];
    return this.#received[0];
  }
}

function endsWith(chunks, ending) {
  const last = chunks.at(-1);
  const tail = last.length >= ending.length || chunks.length === 1 ? last : Buffer.concat(chunks.slice(-2));
  return tail.length >= ending.length && tail.subarray(-ending.length).equals(ending);
}

function unchunked(bytes) {
  const parts = [];
  for (let at = 0; ;) {
    const end = bytes.indexOf(LINE_END, at);
    const size = Number.parseInt(bytes.toString('latin1', at, end), 16);
    if (!size) return Buffer.concat(parts);
    parts.push(bytes.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
}

const QUERY_LINE = Buffer.from('POST /graphql HTTP/1.1\r\n');

/** The bytes of a request: its first line, and what stands behind the client's address. A request with a `path` asks for a page. */
export function requestBytes(port, { body, authorization, path }) {
  const host = `Host: 127.0.0.1:${port}\r\n`;
  if (path !== undefined)
    return {
      line: Buffer.from(`GET /pages${path} HTTP/1.1\r\n`),
      rest: Buffer.from(`${host}Accept: text/html\r\nAccept-Encoding: gzip, br\r\n\r\n`),
    };
  const content = Buffer.from(body);
  const head = [
    'Accept: application/json',
    'Content-Type: application/json',
    `Content-Length: ${content.length}`,
    ...(authorization === undefined ? [] : [`Authorization: ${authorization}`]),
  ];
  return { line: QUERY_LINE, rest: Buffer.concat([Buffer.from(`${host}${head.join('\r\n')}\r\n\r\n`), content]) };
}

/** What is wrong with a reply that must be an answer, or a page, or undefined. */
export function problemOf({ failure, status, body }, { path }) {
  if (failure !== undefined) return failure;
  if (status !== 200) return `HTTP ${status}`;
  if (path !== undefined) return body.length > 0 ? undefined : 'no page in the answer';
  if (body.indexOf(GOOD) < 0) return 'no data in the answer';
  // GraphQL puts errors before or behind the data, not between.
  if (body.subarray(0, 20).includes(ERRORS) || body.subarray(-2_000).includes(ERRORS)) return 'errors in the answer';
  return undefined;
}
