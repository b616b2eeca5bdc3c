import { createHash, createHmac, randomUUID } from 'node:crypto';

const HOURS = 12;
const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** An access token as Wander signs them, but one that outlives a long bench. */
export function bearerFor(userId: string, secret: string): string {
  const kid = createHash('sha256').update(secret).digest('base64url').slice(0, 8);
  const now = Math.floor(Date.now() / 1_000);
  const content = [
    encoded({ alg: 'HS256', typ: 'JWT', kid }),
    encoded({
      ...{ sub: userId, sid: randomUUID(), role: 'USER', jti: randomUUID() },
      ...{ iat: now, exp: now + HOURS * 3_600, iss: 'wander', aud: 'wander-api' },
    }),
  ].join('.');
  return `Bearer ${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`;
}
