import { createHash, createHmac, randomBytes } from 'node:crypto';

/** The first of a session's chain. */
export const newRefreshToken = (): string => randomBytes(32).toString('base64url');

/** The token that follows: two tabs that refresh at once get the same, and none is kept in the clear for that. */
export const childOf = (token: string, sessionSecret: string): string =>
  createHmac('sha256', sessionSecret).update(token).digest('base64url');

/** What the database keeps of a token. */
export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Has it the form of a token? What has not need not be looked up. */
export const isRefreshToken = (text: string): boolean => /^[\w-]{43}$/.test(text);
