import { ApolloClient, ApolloLink, gql } from '@apollo/client';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { of, throwError } from 'rxjs';
import { createCache } from './cache.js';
import { authLink, type Credentials, retryLink } from './links.js';

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
let respond: (token: string | undefined) => ReturnType<ApolloLink.RequestHandler>;
let credentials: Credentials;

const client = () =>
  new ApolloClient({
    cache: createCache(),
    link: ApolloLink.from([
      authLink(credentials),
      retryLink,
      new ApolloLink((operation) => {
        const header = (operation.getContext().headers as Record<string, string> | undefined)?.authorization;
        seen.push(header?.replace('Bearer ', ''));
        return respond(header);
      }),
    ]),
  });

const empty = { data: { posts: { edges: [] } } };
const refused = { errors: [{ message: 'Sign in.', extensions: { code: 'UNAUTHENTICATED' } }] };

beforeEach(() => {
  seen = [];
  respond = () => of(empty);
  credentials = { token: () => Promise.resolve('old'), renew: () => Promise.resolve('new') };
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
});
