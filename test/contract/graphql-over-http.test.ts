import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { serverAudits } from 'graphql-http';
import { type App, startApp } from '../support/app.js';

/** A query by GET is answered to those whose header makes a browser ask first: a page of another origin cannot send it. */
const withPreflight: typeof fetch = (url, init) => {
  const headers = new Headers(init?.headers);
  if ((init?.method ?? 'GET') === 'GET') headers.set('Apollo-Require-Preflight', 'true');
  return fetch(url, { ...init, headers });
};

/** Every audit of the GraphQL over HTTP specification, what it only recommends or allows included. */
describe.each([
  ['as it is by default', {}],
  ['with introspection off', { INTROSPECTION: 'false', GRAPHIQL: 'false' }],
])('GraphQL over HTTP, %s', (_how, env) => {
  let app: App;
  beforeAll(async () => {
    app = await startApp(env);
  });
  afterAll(() => app?.close());

  const audits = serverAudits({ url: () => `${app.url}/graphql`, fetchFn: withPreflight });

  test('there are 61 audits', () => expect(audits).toHaveLength(61));

  test.each(audits.map((audit) => [audit.name, audit.id, audit] as const))('%s (%s)', async (_name, _id, audit) => {
    const result = await audit.fn();
    if (result.status === 'ok') return;
    throw new Error(`${result.status}: ${result.reason}\n${await answer(result.response)}`);
  });
});

async function answer(response: Response): Promise<string> {
  const body = response.bodyUsed ? '' : await response.text();
  return `${response.status} ${response.headers.get('content-type')} ${body}`;
}
