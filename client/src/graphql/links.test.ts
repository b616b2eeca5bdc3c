import { ApolloClient, ApolloLink, gql } from '@apollo/client';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { of, throwError } from 'rxjs';
import { readError } from '../lib/api-error.js';
import { createCache } from './cache.js';
import type { Credentials } from './credentials.js';
import { answerLink, authLink, retryLink } from './links.js';
import { onBehalfOf } from './request-context.js';

const query = gql`
  query Titles {
    posts {
      edges {
        node {
          id
        }
      }
    }
  }
`;
const mutation = gql`
  mutation Delete {
    deletePost(input: { id: "post_1" }) {
      deletedId
    }
  }
`;

let seen: (string | undefined)[];
let expected: (string | undefined)[];
let respond: (token: string | undefined) => ReturnType<ApolloLink.RequestHandler>;
let credentials: Credentials;

const client = () =>
  new ApolloClient({
    cache: createCache(),
    link: ApolloLink.from([
      authLink(credentials),
      retryLink,
      answerLink,
      new ApolloLink((operation) => {
        const headers = operation.getContext().headers as Record<string, string> | undefined;
        const header = headers?.authorization;
        seen.push(header?.replace('Bearer ', ''));
        expected.push(headers?.['x-expected-viewer']);
        return respond(header);
      }),
    ]),
  });

const empty = { data: { posts: { edges: [] } } };
const deleted = { data: { deletePost: { deletedId: 'post_1' } } };
const refused = { errors: [{ message: 'Sign in.', extensions: { code: 'UNAUTHENTICATED' } }] };

beforeEach(() => {
  seen = [];
  expected = [];
  respond = () => of(empty);
  credentials = {
    token: () => Promise.resolve('old'),
    renew: () => Promise.resolve('new'),
    viewerId: () => 'user_ilse',
  };
});

describe('requests', () => {
  it('carry the token', async () => {
    await client().query({ query });
    expect(seen).toEqual(['old']);
  });

  it('are repeated once with a new token when the old one is refused', async () => {
    respond = (token) => of(token === 'Bearer old' ? refused : empty);
    await expect(client().query({ query })).resolves.toMatchObject(empty);
    expect(seen).toEqual(['old', 'new']);
  });

  it('say that the session is over when no new token is to be had', async () => {
    credentials.renew = () => Promise.resolve(undefined);
    respond = () => of(refused);
    await expect(client().query({ query })).rejects.toMatchObject({
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
    expect(seen).toEqual(['old']);
  });

  it('are tried again when there is no answer, if they only ask', async () => {
    respond = () => (seen.length < 3 ? throwError(() => new TypeError('Failed to fetch')) : of(empty));
    await expect(client().query({ query })).resolves.toMatchObject(empty);
    expect(seen).toHaveLength(3);
  });

  it('are not tried again by themselves when they change something', async () => {
    respond = () => throwError(() => new TypeError('Failed to fetch'));
    await expect(client().mutate({ mutation })).rejects.toThrow('Failed to fetch');
    expect(seen).toHaveLength(1);
  });

  it('that change something are repeated when twice is once', async () => {
    respond = () => (seen.length < 3 ? throwError(() => new TypeError('Failed to fetch')) : of(deleted));
    await client().mutate({ mutation, context: onBehalfOf('user_ilse') });
    expect(expected).toEqual(['user_ilse', 'user_ilse', 'user_ilse']);
  });
});

describe('what says nothing', () => {
  it.each([null, [], {}, { data: null }, { data: {} }, { data: { deletePost: null } }])(
    '%j is no answer, and a write is not taken for done',
    async (said) => {
      respond = () => of(said as ApolloLink.Result);
      const failed = await client()
        .mutate({ mutation, context: onBehalfOf('user_ilse') })
        .catch((error: unknown) => error);
      expect(readError(failed).code).toBe('NO_ANSWER');
      expect(seen).toHaveLength(3);
    },
  );

  it('is asked again by a query', async () => {
    respond = () => of(seen.length < 3 ? { data: {} } : empty);
    await expect(client().query({ query })).resolves.toMatchObject(empty);
    expect(seen).toHaveLength(3);
  });
});

describe('a write', () => {
  it('says for whom it is, and a query does not', async () => {
    respond = () => of(deleted);
    await client().mutate({ mutation });
    respond = () => of(empty);
    await client().query({ query });
    expect(expected).toEqual(['user_ilse', undefined]);
  });

  it.each([
    ['somebody else is signed in', 'user_marta'],
    ['nobody is signed in', undefined],
  ])('is not sent when %s by then', async (_, viewer) => {
    const sending = client().mutate({ mutation });
    credentials.viewerId = () => viewer;
    await expect(sending).rejects.toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    const late = client().query({ query, context: onBehalfOf('user_ilse') });
    await expect(late).rejects.toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    expect(seen).toEqual([]);
  });

  it('is not repeated in the name of whoever signed in meanwhile', async () => {
    respond = () => of(refused);
    credentials.renew = () => {
      credentials.viewerId = () => 'user_marta';
      return Promise.resolve('hers');
    };
    await expect(client().mutate({ mutation })).rejects.toMatchObject({
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
    expect(seen).toEqual(['old']);
  });
});
