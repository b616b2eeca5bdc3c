import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { serverAudits } from 'graphql-http';
import { type App, startApp } from '../support/app.js';

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

  const audits = serverAudits({ url: () => `${app.url}/graphql` });

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
