import type { ApolloClient } from '@apollo/client';
import { useApolloClient } from '@apollo/client/react';
import { useEffect } from 'react';
import { useLocation } from '../lib/router.js';
import { forgetAction, type PendingAction, takeAction } from '../features/session/pending-action.js';
import { useSession, useSessionState, useViewer } from '../features/session/SessionProvider.js';
import type { Wisher } from '../features/wishes/last-wish.js';
import { useToasts } from '../ui/toasts.js';

const LOOK_MS = 200;
const LOOKS = 25;

/** Until the page that one comes back to has loaded: what it loads later would show what was before. */
async function untilLoaded(client: ApolloClient, id: string | undefined) {
  for (let looks = 0; id && looks < LOOKS; looks += 1) {
    if (id in (client.cache.extract() as object)) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

async function perform({ kind, id, name = '' }: PendingAction, wisher: Wisher) {
  const { client } = wisher;
  await untilLoaded(client, client.cache.identify({ __typename: kind === 'follow' ? 'User' : 'Post', id }));
  if (kind === 'like') await (await import('../features/likes/set-like.js')).setLike(wisher, id, true);
  else if (kind === 'bookmark')
    await (await import('../features/bookmarks/set-bookmark.js')).setBookmark(wisher, id, true);
  else await (await import('../features/follows/set-follow.js')).setFollow(wisher, { id, name }, true);
}

/** Does what a guest was on the way to do, once they are signed in; who leaves the door has given it up. */
export function PendingActions() {
  const session = useSession();
  const { status } = useSessionState();
  const person = useViewer()?.id;
  const { pathname } = useLocation();
  const client = useApolloClient();
  const toasts = useToasts();
  const atDoor = pathname === '/login' || pathname === '/register';

  useEffect(() => {
    if (atDoor) return;
    if (status === 'guest') return forgetAction();
    if (person === undefined) return;
    const action = takeAction();
    if (!action) return;
    perform(action, { client, toasts, session, person }).catch(() => toasts.show('Wander isn’t responding.'));
  }, [atDoor, status, person, client, toasts, session]);
  return null;
}
