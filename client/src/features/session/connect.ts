import type { ApolloClient } from '@apollo/client';
import type { NormalizedCacheObject } from '@apollo/client/cache';
import { type FragmentType, useFragment as unmask } from '../../graphql/generated/index.js';
import { createClient, loadNetwork } from '../../graphql/client.js';
import { fetchPagesAfter } from '../../graphql/fetch-page.js';
import { readError } from '../../lib/api-error.js';
import { firstPage } from '../../lib/first-page.js';
import { RefreshSession, SessionViewer } from './documents.js';
import { Session, type SignedIn } from './session.js';

interface Payload {
  accessToken: string;
  viewer: FragmentType<typeof SessionViewer>;
}

export function toSignedIn({ accessToken, viewer }: Payload): SignedIn {
  const { email, isSuspended, user } = unmask(SessionViewer, viewer);
  return { token: accessToken, viewer: { ...user, email, isSuspended } };
}

async function refreshWith(client: ApolloClient): Promise<SignedIn | undefined> {
  try {
    const { data } = await client.mutate({
      mutation: RefreshSession,
      context: { anonymous: true },
      fetchPolicy: 'no-cache',
    });
    return data?.refreshSession ? toSignedIn(data.refreshSession) : undefined;
  } catch (error) {
    // Only Wander itself ends a session; no answer is no verdict.
    if (['UNAUTHENTICATED', 'FORBIDDEN'].includes(readError(error).code)) return undefined;
    throw error;
  }
}

/** A client and the session that signs its requests. `known`: what came with the page, as a guest sees it. */
export function connect(known?: NormalizedCacheObject): { client: ApolloClient; session: Session } {
  const session: Session = new Session(() => refreshWith(client));
  const client: ApolloClient = createClient(session, known);
  let person = personOf(session);
  // Whoever may be signed in, or has no page yet, asks at once.
  void (known && person !== undefined ? firstPage : Promise.resolve()).then(loadNetwork).catch(() => undefined);
  let settle: (own?: Promise<unknown>) => void = () => undefined;
  if (known && person === undefined) fetchPagesAfter(new Promise((resolve) => (settle = resolve)));
  session.subscribe(() => {
    const next = personOf(session);
    if (next === person) return;
    const knewNobody = person === undefined;
    person = next;
    if (knewNobody) {
      // The page came as a guest's: what it shows to whoever is signed in takes its place, when all of it is there to be asked again.
      settle(known && next !== 'guest' ? firstPage.then(() => client.reFetchObservableQueries()) : undefined);
      return;
    }
    // What one person may see is not left for the next; what is on the screen is asked again.
    const forget = () => void client.resetStore().catch(() => undefined);
    // Whoever was just refused is told first: emptying the store breaks off the requests that are under way.
    if (next === 'guest') setTimeout(forget);
    else forget();
  });
  return { client, session };
}

/** undefined: not known yet. A guest is a person, too. */
function personOf(session: Session): string | undefined {
  const state = session.snapshot();
  if (state.status === 'unknown') return undefined;
  return state.status === 'guest' ? 'guest' : state.viewer.id;
}
