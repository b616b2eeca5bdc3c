import { describe, expect, it } from '@jest/globals';
import { CombinedGraphQLErrors, ServerError, ServerParseError } from '@apollo/client/errors';
import { readError } from './api-error.js';
import { troubleOf } from '../features/editor/story-server.js';

const page = '<html><h1>Please wait</h1></html>';
const refused = (status: number, headers: Record<string, string> = {}, bodyText = page) =>
  new ServerError('No.', { response: { status, headers: new Map(Object.entries(headers)) } as never, bodyText });

describe('an answer that is a page of a proxy', () => {
  it.each([
    [429, 'RATE_LIMITED'],
    [413, 'BAD_USER_INPUT'],
    [414, 'BAD_USER_INPUT'],
    [431, 'BAD_USER_INPUT'],
    [408, 'UNAVAILABLE'],
    [502, 'UNAVAILABLE'],
    [503, 'UNAVAILABLE'],
    [520, 'UNAVAILABLE'],
    [500, 'INTERNAL_SERVER_ERROR'],
    [401, 'INTERNAL_SERVER_ERROR'],
  ])('with status %i is %s', (status, code) => {
    expect(readError(refused(status)).code).toBe(code);
  });

  it('of a network that asks to sign in did not come from Wander', () => {
    const response = { status: 200, headers: new Map() } as never;
    expect(readError(new ServerParseError(new Error('<'), { response, bodyText: page })).code).toBe('NO_ANSWER');
  });

  it('says in words what to do about what is too large', () => {
    expect(readError(refused(413)).message).toBe(
      'That is too large to send. Nothing you wrote is lost: shorten it and try again.',
    );
  });

  it.each([
    ['seconds', '40', 40],
    ['no wait', '0', 1],
    ['a date', new Date(Date.now() + 120_000).toUTCString(), 120],
    ['a date that is over', new Date(Date.now() - 5_000).toUTCString(), 1],
    ['nonsense', 'soon', undefined],
    ['nothing', '', undefined],
  ])('is heeded when it says when to come back: %s', (_, header, expected) => {
    const { retryAfterSeconds } = readError(refused(429, { 'retry-after': header }));
    if (expected === undefined) expect(retryAfterSeconds).toBeUndefined();
    // A date has whole seconds.
    else expect(Math.abs(retryAfterSeconds! - expected)).toBeLessThanOrEqual(1);
  });

  it('is heeded when the API itself says so in a header alone', () => {
    const body = JSON.stringify({ errors: [{ message: 'Busy.', extensions: { code: 'UNAVAILABLE' } }] });
    expect(readError(refused(503, { 'retry-after': '7' }, body))).toMatchObject({
      code: 'UNAVAILABLE',
      retryAfterSeconds: 7,
    });
    const own = [{ message: 'Slower.', extensions: { code: 'RATE_LIMITED', retryAfterSeconds: 12 } }];
    expect(readError(new CombinedGraphQLErrors({ errors: own }, own)).retryAfterSeconds).toBe(12);
  });

  it('makes the editor wait as long as it says, and stop where waiting does not help', () => {
    expect(troubleOf(refused(429, { 'retry-after': '40' }))).toMatchObject({
      trouble: { kind: 'refused' },
      retryAfterMs: 40_000,
    });
    expect(troubleOf(refused(503, { 'retry-after': '20' }))).toMatchObject({
      trouble: { kind: 'unreachable' },
      retryAfterMs: 20_000,
    });
    expect(troubleOf(refused(413))).toMatchObject({ trouble: { kind: 'refused' } });
    expect(troubleOf(refused(413)).retryAfterMs).toBeUndefined();
    expect(troubleOf(new TypeError('Failed to fetch')).trouble.kind).toBe('unreachable');
  });
});
