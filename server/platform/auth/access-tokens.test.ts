import { expect, jest, test } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { DataSource } from 'typeorm';
import { loadConfig } from '../config/index.js';
import { Realtime } from '../realtime/index.js';
import { RedisConnections } from '../redis/index.js';
import { AccessTokens } from './access-tokens.js';
import { RevokedSessions } from './revoked-sessions.js';
import type { Viewer } from './viewer.js';

const SECRETS = ['a'.repeat(40), 'b'.repeat(40), 'c'.repeat(40)] as const;
const viewer: Viewer = { id: 'user-uuid', sessionId: 'session-uuid', role: 'USER', suspended: false };
const revoked = new RevokedSessions(
  new DataSource({ type: 'postgres' }),
  new Realtime(new RedisConnections({ redisUrl: undefined })),
);

const tokensOf = (current: string, previous?: string): AccessTokens =>
  new AccessTokens(
    loadConfig({ JWT_SECRET: current, ...(previous ? { JWT_SECRET_PREVIOUS: previous } : {}) }),
    revoked,
  );
const refusal = expect.objectContaining({ extensions: { code: 'UNAUTHENTICATED' } });
const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const partsOf = (token: string) =>
  token
    .split('.')
    .slice(0, 2)
    .map((text) => JSON.parse(Buffer.from(text, 'base64url').toString()) as Record<string, unknown>);

test('a token says who, which session and which role, for 15 minutes', () => {
  const tokens = tokensOf(SECRETS[0]);
  const { token, expiresAt } = tokens.sign(viewer);
  const [header, claims] = partsOf(token);
  expect(header).toEqual({ alg: 'HS256', typ: 'JWT', kid: expect.any(String) });
  expect(claims).toEqual({
    iss: 'wander',
    aud: 'wander-api',
    sub: viewer.id,
    sid: viewer.sessionId,
    role: 'USER',
    jti: expect.any(String),
    iat: expect.any(Number),
    exp: (claims?.iat as number) + 900,
  });
  expect(Date.parse(expiresAt)).toBe((claims?.exp as number) * 1_000);
  expect(partsOf(tokens.sign(viewer).token)[1]?.jti).not.toBe(claims?.jti);
  expect(tokens.viewerOf(`Bearer ${token}`)).toEqual(viewer);
});

test('without a header, or with an empty one, one is a guest; with anything but a good token nobody', () => {
  const tokens = tokensOf(SECRETS[0]);
  const { token } = tokens.sign(viewer);
  expect(tokens.viewerOf(undefined)).toBeUndefined();
  expect(tokens.viewerOf('')).toBeUndefined();
  const bad = [
    'Bearer',
    'Bearer x',
    'Bearer x.y.z',
    `Basic ${token}`,
    `Bearer ${token}x`,
    `Bearer ${token} more`,
    token,
  ];
  for (const header of bad) expect(() => tokens.viewerOf(header)).toThrow(refusal);
});

test('only HS256 is accepted, with our issuer and audience', () => {
  const tokens = tokensOf(SECRETS[0]);
  const [header, claims] = partsOf(tokens.sign(viewer).token);
  const forge = (head: object, body: object, hash = 'sha256') => {
    const text = `${part(head)}.${part(body)}`;
    return `Bearer ${text}.${createHmac(hash, SECRETS[0]).update(text).digest('base64url')}`;
  };
  expect(tokens.viewerOf(forge({ ...header }, { ...claims }))).toEqual(viewer);
  expect(() => tokens.viewerOf(forge({ ...header, alg: 'HS512' }, { ...claims }, 'sha512'))).toThrow(refusal);
  expect(() => tokens.viewerOf(`Bearer ${part({ ...header, alg: 'none' })}.${part(claims)}.`)).toThrow(refusal);
  expect(() => tokens.viewerOf(forge({ ...header }, { ...claims, iss: 'other' }))).toThrow(refusal);
  expect(() => tokens.viewerOf(forge({ ...header }, { ...claims, aud: 'other' }))).toThrow(refusal);
  expect(() => tokens.viewerOf(forge({ ...header }, { ...claims, role: 'ROOT' }))).toThrow(refusal);
  expect(() => tokens.viewerOf(forge({ alg: 'HS256' }, { ...claims }))).toThrow(refusal);
});

test('the previous secret verifies and signs no more', () => {
  const [old, rotated, later] = [
    tokensOf(SECRETS[0]),
    tokensOf(SECRETS[1], SECRETS[0]),
    tokensOf(SECRETS[2], SECRETS[1]),
  ];
  const before = `Bearer ${old.sign(viewer).token}`;
  expect(rotated.viewerOf(before)).toEqual(viewer);
  expect(() => later.viewerOf(before)).toThrow(refusal);
  expect(() => old.viewerOf(`Bearer ${rotated.sign(viewer).token}`)).toThrow(refusal);
});

test('a token ends after 15 minutes', () => {
  const tokens = tokensOf(SECRETS[0]);
  const bearer = `Bearer ${tokens.sign(viewer).token}`;
  jest.useFakeTimers({ now: Date.now() + 14 * 60_000 });
  expect(tokens.viewerOf(bearer)).toEqual(viewer);
  jest.setSystemTime(Date.now() + 61_000);
  expect(() => tokens.viewerOf(bearer)).toThrow(refusal);
  jest.useRealTimers();
});

test('a token of a time to come is refused, but for what clocks may differ by', () => {
  const tokens = tokensOf(SECRETS[0]);
  const now = Date.now();
  const signedIn = (seconds: number) => {
    const clock = jest.spyOn(Date, 'now').mockReturnValue(now + seconds * 1_000);
    const { token } = tokens.sign(viewer);
    clock.mockRestore();
    return token;
  };
  expect(tokens.viewerOf(`Bearer ${signedIn(50)}`)).toEqual(viewer);
  expect(() => tokens.viewerOf(`Bearer ${signedIn(120)}`)).toThrow(refusal);
});

test('a token that was good is none while the clock is set back by hours', () => {
  const tokens = tokensOf(SECRETS[0]);
  const bearer = `Bearer ${tokens.sign(viewer).token}`;
  expect(tokens.viewerOf(bearer)).toEqual(viewer);
  const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() - 3 * 3_600_000);
  expect(() => tokens.viewerOf(bearer)).toThrow(refusal);
  clock.mockRestore();
  expect(tokens.viewerOf(bearer)).toEqual(viewer);
});

test('a token of a session that ended is refused at once in the process that ended it', async () => {
  const tokens = tokensOf(SECRETS[0]);
  const bearer = `Bearer ${tokens.sign({ ...viewer, sessionId: 'ended' }).token}`;
  expect(tokens.viewerOf(bearer)).toMatchObject({ sessionId: 'ended' });
  await revoked.announce(['ended']);
  expect(() => tokens.viewerOf(bearer)).toThrow(refusal);
});
