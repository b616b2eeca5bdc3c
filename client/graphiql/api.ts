import type { GraphiQL } from 'graphiql';
import { type DocumentNode, type ExecutionResult, getOperationAST } from 'graphql';
import type { ComponentProps } from 'react';
import type { Session, SessionViewer, SignedIn } from '../src/features/session/session.js';
import { subscriptionOf } from './subscription.js';

type Json = Record<string, unknown>;
type Answer = ExecutionResult<Json>;

const SIGNED_IN = `accessToken viewer { email user { id username name role } }`;

interface SignedInPayload {
  accessToken: string;
  viewer: { email: string; user: Omit<SessionViewer, 'email'> };
}

const toSignedIn = ({ accessToken, viewer }: SignedInPayload): SignedIn => ({
  token: accessToken,
  viewer: { ...viewer.user, email: viewer.email },
});

/** @throws when Wander cannot be reached, or answers something that is not GraphQL */
async function post(body: unknown, headers: Record<string, string> = {}): Promise<{ status: number; answer: Answer }> {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: {
      Accept: 'application/graphql-response+json, application/json',
      'Content-Type': 'application/json',
      ...headers,
    },
    body: JSON.stringify(body),
  });
  return { status: response.status, answer: (await response.json()) as Answer };
}

const bearer = (token: string | undefined): Record<string, string> =>
  token === undefined ? {} : { Authorization: `Bearer ${token}` };

/** A new access token by the refresh cookie; undefined when nobody is signed in. */
export async function refresh(): Promise<SignedIn | undefined> {
  const { answer } = await post({ query: `mutation RefreshSession { refreshSession { ${SIGNED_IN} } }` });
  const payload = answer.data?.refreshSession as SignedInPayload | null | undefined;
  return payload ? toSignedIn(payload) : undefined;
}

/** @throws with a sentence for the person */
export async function signIn(session: Session, email: string, password: string): Promise<void> {
  const query = `mutation SignIn($input: LoginInput!) { login(input: $input) { ${SIGNED_IN} } }`;
  const { answer } = await post({ query, variables: { input: { email, password } } });
  const payload = answer.data?.login as SignedInPayload | null | undefined;
  if (!payload) throw new Error(answer.errors?.[0]?.message ?? 'Wander did not answer.');
  session.signIn(toSignedIn(payload));
}

export async function signOut(session: Session): Promise<void> {
  await post({ query: 'mutation SignOut { logout { endedSessions } }' }, bearer(await session.token()));
  session.end();
}

/** An operation that signs in or out was run in the editor: the page follows. */
async function follow(session: Session, data: Json | null | undefined): Promise<void> {
  if (!data) return;
  if (data.logout) return session.end();
  const payload = Object.values(data).find((field) => typeof (field as Json | null)?.accessToken === 'string');
  if (!payload) return;
  const { accessToken } = payload as SignedInPayload;
  const { answer } = await post(
    { query: 'query Whoami { viewer { email user { id username name role } } }' },
    bearer(accessToken),
  );
  const viewer = answer.data?.viewer as SignedInPayload['viewer'] | null | undefined;
  if (viewer) session.signIn(toSignedIn({ accessToken, viewer }));
}

type Fetcher = ComponentProps<typeof GraphiQL>['fetcher'];
type Headers = Record<string, string>;

const authorizationIn = (headers: Headers): string | undefined =>
  Object.entries(headers).find(([name]) => name.toLowerCase() === 'authorization')?.[1];

/** What GraphiQL asks Wander by: as whoever is signed in, unless the headers' editor names another token. */
export const fetcherOf =
  (session: Session): Fetcher =>
  async (params, options) => {
    const own = options?.headers ?? {};
    const authorization = authorizationIn(own);
    if (isSubscription(params, options?.documentAST)) return subscriptionOf(session, params, authorization);
    const token = authorization === undefined ? await session.token() : undefined;
    const first = await post(params, { ...bearer(token), ...own });
    const again = first.status === 401 && token !== undefined ? await session.renew(token) : undefined;
    const { answer } = again === undefined ? first : await post(params, { ...bearer(again), ...own });
    await follow(session, answer.data);
    return answer;
  };

const isSubscription = ({ operationName }: Parameters<Fetcher>[0], document: DocumentNode | undefined): boolean =>
  document !== undefined && getOperationAST(document, operationName)?.operation === 'subscription';
