import { expect, test } from '@jest/globals';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { loadConfig } from '../../platform/config/index.js';
import { RefreshCookie } from './refresh-cookie.js';

const cookie = new RefreshCookie(loadConfig({}));
const ask = (method: string, contentType?: string) => {
  const headers = contentType === undefined ? {} : { 'content-type': contentType };
  // What the cookie looks at, and no more.
  const req = { method, headers } as unknown as IncomingMessage;
  return () => cookie.assertMayRefresh({ req, res: {} as ServerResponse });
};

test.each(['application/json', 'application/json; charset=utf-8', 'application/graphql-response+json'])(
  'a sign-in is refreshed by a POST of %s',
  (type) => {
    expect(ask('POST', type)).not.toThrow();
  },
);

test.each([
  ['GET', 'application/json'],
  ['PUT', 'application/json'],
  ['POST', 'text/plain'],
  ['POST', 'application/x-www-form-urlencoded'],
  ['POST', 'text/plain; application/json'],
  ['POST', undefined],
])('and not by %s of %s', (method, type) => {
  expect(ask(method, type)).toThrow(expect.objectContaining({ extensions: { code: 'FORBIDDEN' } }));
});
