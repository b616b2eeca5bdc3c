import { createHmac, timingSafeEqual } from 'node:crypto';

const claimsOf = (token) => JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString());

const bearer = (authorization) => (authorization?.startsWith('Bearer ') ? authorization.slice(7) : undefined);

/** Whose token it says it is; nothing is checked. */
export function believedViewer(authorization) {
  const token = bearer(authorization);
  return token === undefined ? undefined : claimsOf(token).sub;
}

/** The account of a good HS256 token that still holds; undefined for any other. */
export function verifiedViewer(authorization, secret) {
  const token = bearer(authorization);
  if (token === undefined) return undefined;
  const end = token.lastIndexOf('.');
  const signature = createHmac('sha256', secret).update(token.slice(0, end)).digest();
  const given = Buffer.from(token.slice(end + 1), 'base64url');
  if (given.length !== signature.length || !timingSafeEqual(given, signature)) return undefined;
  const { sub, exp } = claimsOf(token);
  return exp * 1000 > Date.now() ? sub : undefined;
}
