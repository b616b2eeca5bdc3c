import type { IncomingMessage } from 'node:http';

/** The largest request: 1 MB. */
export const MAX_BODY_BYTES = 1_000_000;

type Body = { ok: true; json: unknown } | { ok: false; status: 400 | 413; message: string };

/** Reads a body of JSON. Other media types are left to Apollo, which refuses them. */
export async function readBody(req: IncomingMessage): Promise<Body> {
  const tooLarge = { ok: false, status: 413, message: 'The request is larger than 1 MB.' } as const;
  if (Number(req.headers['content-length'] ?? 0) > MAX_BODY_BYTES) {
    req.resume();
    return tooLarge;
  }
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of req as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MAX_BODY_BYTES) return tooLarge;
      chunks.push(chunk);
    }
  } catch {
    return { ok: false, status: 400, message: 'The request broke off.' };
  }
  if (!/^application\/json\b/i.test(req.headers['content-type'] ?? '')) return { ok: true, json: undefined };
  try {
    const json: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    if (Array.isArray(json))
      return { ok: false, status: 400, message: 'Send one operation a request, not a list of them.' };
    return { ok: true, json };
  } catch {
    return { ok: false, status: 400, message: 'The body is not JSON.' };
  }
}
