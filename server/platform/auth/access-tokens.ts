import { createHash, createSecretKey, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { boundedCache } from '../bounded-cache.js';
import { Config } from '../config/index.js';
import { unauthenticated } from '../errors/index.js';
import { LIMITS } from '../limits.js';
import { RevokedSessions } from './revoked-sessions.js';
import { type Role, ROLES, type Viewer } from './viewer.js';

export const ACCESS_TOKEN_SECONDS = 15 * 60;

const ALGORITHM = 'HS256';
/** What stands before a token; other ways to write it are looked at each time. */
const SCHEME = 'Bearer ';
const ISSUER = 'wander';
const AUDIENCE = 'wander-api';
const REFUSED = 'Your sign-in has ended. Sign in again.';
const EXPECTED = 'Send the access token as `Authorization: Bearer <access token>`';

export interface AccessToken {
  token: string;
  /** RFC 3339, UTC. */
  expiresAt: string;
}

const VIEWER_BYTES = 400;

interface Claims {
  sub: string;
  sid: string;
  role: Role;
  suspended?: boolean;
  /** Seconds since 1970. */
  iat: number;
  exp: number;
}

interface Key {
  id: string;
  jwt: JwtService;
}

/** Signs and checks the Bearer tokens. JWT_SECRET signs; JWT_SECRET_PREVIOUS, where set, only verifies. */
@Injectable()
export class AccessTokens {
  /** Tokens that were found good, until they end: checking a signature costs more than all else here. */
  private readonly verified = boundedCache<Pick<Claims, 'iat' | 'exp'> & { viewer: Viewer }>(
    'accessTokens',
    (_, token) => token.length + VIEWER_BYTES,
  );
  private readonly signing: Key;
  private readonly keys: ReadonlyMap<string, Key>;

  constructor(
    config: Config,
    private readonly revoked: RevokedSessions,
  ) {
    this.signing = keyOf(config.jwtSecret);
    const previous = config.jwtSecretPrevious === undefined ? [] : [keyOf(config.jwtSecretPrevious)];
    this.keys = new Map([...previous, this.signing].map((key) => [key.id, key]));
  }

  sign(viewer: Viewer): AccessToken {
    const issuedAt = Math.floor(Date.now() / 1_000);
    const claims: Omit<Claims, 'iat' | 'exp'> = {
      sub: viewer.id,
      sid: viewer.sessionId,
      role: viewer.role,
      ...(viewer.suspended ? { suspended: true } : {}),
    };
    const token = this.signing.jwt.sign({ ...claims, iat: issuedAt }, { jwtid: randomUUID() });
    return { token, expiresAt: new Date((issuedAt + ACCESS_TOKEN_SECONDS) * 1_000).toISOString() };
  }

  /**
   * Who sends this Authorization header; undefined for a guest, who sends none or an empty one.
   * @throws AppError UNAUTHENTICATED for anything but a good token of a living session.
   */
  viewerOf(authorization: string | undefined): Viewer | undefined {
    if (!authorization) return undefined;
    if (authorization.length > LIMITS.request.authorizationBytes) throw unauthenticated(REFUSED);
    const known = authorization.startsWith(SCHEME) ? this.verified.get(authorization.slice(SCHEME.length)) : undefined;
    if (known && isOfNow(known) && !this.revoked.has(known.viewer.sessionId)) return known.viewer;
    const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+) *$/i.exec(authorization)?.[1];
    const claims = token === undefined ? undefined : this.claimsOf(token);
    if (token === undefined) throw unauthenticated(formProblem(authorization));
    if (claims === undefined || this.revoked.has(claims.sid)) throw unauthenticated(REFUSED);
    const viewer = { id: claims.sub, sessionId: claims.sid, role: claims.role, suspended: claims.suspended === true };
    this.verified.set(token, { viewer, iat: claims.iat, exp: claims.exp });
    return viewer;
  }

  private claimsOf(token: string): Claims | undefined {
    try {
      const claims = this.keys.get(keyIdOf(token))?.jwt.verify<Claims>(token);
      return claims !== undefined && areClaims(claims) && isOfNow(claims) ? claims : undefined;
    } catch {
      return undefined;
    }
  }
}

/** Two processes' clocks may differ by so much. */
const CLOCK_SECONDS = 60;

/** Neither over nor from later, as where the clock was set back: what ended its session is not remembered for so long. */
function isOfNow({ iat, exp }: Pick<Claims, 'iat' | 'exp'>): boolean {
  const now = Date.now() / 1_000;
  return exp > now && iat <= now + CLOCK_SECONDS;
}

/** Why a header is no access token at all; the token of a sign-in that has ended has the form of one. */
function formProblem(authorization: string): string {
  const [scheme = '', ...rest] = authorization.trim().split(/ +/);
  if (/^bearer$/i.test(scheme)) {
    const isMissing = rest.length === 0 || ['undefined', 'null'].includes(rest.join(' '));
    return isMissing ? `There is no access token behind Bearer. ${EXPECTED}.` : REFUSED;
  }
  if (rest.length === 0) return `The Authorization header has no scheme. ${EXPECTED}.`;
  const named = /^[\w-]{1,20}$/.test(scheme) ? `The scheme ${scheme}` : 'This scheme';
  return `${named} is not known here. ${EXPECTED}.`;
}

// A KeyObject: with a string secret jsonwebtoken first tries it as a public key, at 40 times the price.
function keyOf(secret: string): Key {
  const id = createHash('sha256').update(secret).digest('base64url').slice(0, 8);
  const jwt = new JwtService({
    secret: createSecretKey(Buffer.from(secret)),
    signOptions: {
      algorithm: ALGORITHM,
      keyid: id,
      issuer: ISSUER,
      audience: AUDIENCE,
      expiresIn: ACCESS_TOKEN_SECONDS,
    },
    verifyOptions: { algorithms: [ALGORITHM], issuer: ISSUER, audience: AUDIENCE },
  });
  return { id, jwt };
}

function keyIdOf(token: string): string {
  const header = JSON.parse(Buffer.from(token.slice(0, token.indexOf('.')), 'base64url').toString()) as {
    kid?: unknown;
  };
  return typeof header.kid === 'string' ? header.kid : '';
}

const areClaims = ({ sub, sid, role, iat, exp }: Claims): boolean =>
  typeof iat === 'number' &&
  typeof exp === 'number' &&
  typeof sub === 'string' &&
  typeof sid === 'string' &&
  ROLES.includes(role);
