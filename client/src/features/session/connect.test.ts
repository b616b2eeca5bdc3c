import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { gql } from '@apollo/client';
import { marta } from '../../testing/render.js';
import { readError } from '../../lib/api-error.js';
import { connect } from './connect.js';

const query = gql`
  query WhoAmI {
    viewer {
      email
    }
  }
`;
const payload = {
  __typename: 'RefreshSessionPayload',
  accessToken: 'token-2',
  viewer: {
    __typename: 'Viewer',
    email: 'marta@example.org',
    isSuspended: false,
    user: { __typename: 'User', id: 'user_marta', username: 'marta', name: 'Marta Lindqvist', role: 'USER' },
  },
};
const unauthenticated = { errors: [{ message: 'Sign in.', extensions: { code: 'UNAUTHENTICATED' } }] };

/** A Wander that knows one access token, over HTTP as the browser sees it. */
let valid: string;
let mayRefresh: boolean;
let seen: string[];
const realFetch = globalThis.fetch;

beforeEach(() => {
  valid = 'token-2';
  mayRefresh = true;
  seen = [];
  globalThis.fetch = (_url, init) => {
    const { operationName } = JSON.parse(String(init?.body)) as { operationName: string };
    const token = new Map(Object.entries(init?.headers as Record<string, string>)).get('authorization');
    seen.push(operationName);
    const answer = (status: number, body: unknown) => {
      const text = JSON.stringify(body);
      const headers = new Map([['content-type', 'application/graphql-response+json']]);
      return Promise.resolve({ status, ok: status < 300, headers, text: () => Promise.resolve(text) } as never);
    };
    if (operationName === 'RefreshSession') {
      return answer(200, mayRefresh ? { data: { refreshSession: payload } } : unauthenticated);
    }
    if (token !== `Bearer ${valid}`) return answer(401, unauthenticated);
    return answer(200, { data: { viewer: { __typename: 'Viewer', email: 'marta@example.org' } } });
  };
});
afterEach(() => {
  globalThis.fetch = realFetch;
});

const moment = () => new Promise((resolve) => setTimeout(resolve, 10));

async function signedIn() {
  const connected = connect();
  connected.session.signIn(marta);
  await moment();
  return connected;
}

describe('a client with its session', () => {
  it('refreshes silently when the token has expired, once for all requests', async () => {
    const { client } = await signedIn();
    const answers = await Promise.all([
      client.query({ query, fetchPolicy: 'network-only' }),
      client.query({ query, fetchPolicy: 'no-cache' }),
    ]);
    expect(answers.map(({ data }) => data)).toMatchObject([
      { viewer: { email: 'marta@example.org' } },
      { viewer: { email: 'marta@example.org' } },
    ]);
    expect(seen.filter((name) => name === 'RefreshSession')).toHaveLength(1);
  });

  it('says UNAUTHENTICATED when the session is over, and leaves nothing of the person behind', async () => {
    const { client, session } = await signedIn();
    await client.query({ query });
    valid = 'none';
    mayRefresh = false;
    await expect(client.query({ query, fetchPolicy: 'network-only' })).rejects.toMatchObject({
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
    expect(session.snapshot()).toEqual({ status: 'guest' });
    await moment();
    expect(client.extract()).not.toHaveProperty('Viewer:{}');
  });

  it('fails when an answer begins and does not end, and is refreshed by the next request', async () => {
    const { client, session } = await signedIn();
    const answering = globalThis.fetch;
    jest.useFakeTimers();
    try {
      globalThis.fetch = (_url, init) => {
        const body = new Promise((_, reject) => {
          init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error));
        });
        const headers = new Map([['content-type', 'application/graphql-response+json']]);
        return Promise.resolve({ status: 200, ok: true, headers, text: () => body } as never);
      };
      const stalled = session.renew('token-1').catch((error: unknown) => readError(error).code);
      await jest.advanceTimersByTimeAsync(61_000);
      expect(await Promise.race([stalled, Promise.resolve('waits')])).toBe('NO_ANSWER');
    } finally {
      jest.useRealTimers();
      globalThis.fetch = answering;
    }
    const { data } = await client.query({ query, fetchPolicy: 'network-only' });
    expect(data).toMatchObject({ viewer: { email: 'marta@example.org' } });
  });
});
