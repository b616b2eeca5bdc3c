import { useMutation } from '@apollo/client/react';
import { Laptop, LogOut, Smartphone } from 'lucide-react';
import { useRef } from 'react';
import { type FragmentType, graphql, useFragment as unmask } from '../../graphql/generated/index.js';
import { shortDate, timeAgo } from '../../lib/dates.js';
import { readError } from '../../lib/api-error.js';
import { focusLater } from '../../lib/typing.js';
import { describeBrowser } from '../../lib/user-agent.js';
import { useToasts } from '../../ui/toasts.js';
import { onBehalfOf } from '../../graphql/request-context.js';
import { useSession, useViewer } from '../session/SessionProvider.js';
import { useSignOut } from '../session/SignOut.js';
import { untilAnswered } from '../wishes/until-answered.js';

export const SessionList_session = graphql(`
  fragment SessionList_session on Session {
    id
    userAgent
    ipAddress
    createdAt
    lastUsedAt
    isCurrent
  }
`);

const RevokeSession = graphql(`
  mutation RevokeSession($input: RevokeSessionInput!) {
    revokeSession(input: $input) {
      revokedId
    }
  }
`);

/** Every browser that can write as the viewer, this one first. */
export function SessionList({ sessions }: { sessions: readonly FragmentType<typeof SessionList_session>[] }) {
  const [revoke] = useMutation(RevokeSession);
  const list = useRef<HTMLUListElement>(null);
  const session = useSession();
  const toasts = useToasts();
  const viewer = useViewer();
  const { signOut, question } = useSignOut();
  const rows = [...unmask(SessionList_session, sessions)].sort(
    (a, b) => Number(b.isCurrent) - Number(a.isCurrent) || b.lastUsedAt.localeCompare(a.lastUsedAt),
  );

  const end = async (id: string, name: string) => {
    const focus = focusLater();
    const send = () =>
      revoke({
        variables: { input: { id } },
        context: onBehalfOf(viewer?.id),
        update: (cache) => {
          cache.evict({ id: cache.identify({ __typename: 'Session', id }) });
          cache.gc();
        },
      });
    try {
      const isDone = await untilAnswered(
        { toasts, session, person: viewer?.id },
        { send, id, what: `sign out ${name}` },
      );
      if (!isDone) return;
      toasts.show(`Signed out of ${name}.`);
      // Its row is gone, and the button with it.
      focus(list.current);
    } catch (error) {
      toasts.show({
        text: readError(error).message,
        action: { name: 'Try again', onClick: () => void end(id, name) },
      });
    }
  };

  return (
    <>
      <ul className="rows" ref={list} tabIndex={-1} aria-label="Signed-in browsers">
        {rows.map((session) => {
          const { name, isPhone } = describeBrowser(session.userAgent);
          const Icon = isPhone ? Smartphone : Laptop;
          const used = session.isCurrent ? 'Now' : timeAgo(session.lastUsedAt);
          const since = `since ${shortDate(session.createdAt)}`;
          const details = [used, session.ipAddress, since].filter(Boolean).join(' · ');
          return (
            <li key={session.id}>
              <Icon className="icon big" aria-hidden="true" />
              <div className="grow">
                <b>{name}</b> {session.isCurrent && <span className="flag">This browser</span>}
                <small>{details}</small>
              </div>
              {!session.isCurrent && (
                <button
                  className="btn quiet sm"
                  type="button"
                  aria-label={`Sign out ${name} · ${details}`}
                  onClick={() => void end(session.id, name)}
                >
                  Sign out
                </button>
              )}
            </li>
          );
        })}
      </ul>
      <p style={{ marginTop: 'var(--s-5)' }}>
        <button className="btn danger" type="button" onClick={() => void signOut(true)}>
          <LogOut className="icon" aria-hidden="true" />
          Sign out everywhere
        </button>
      </p>
      {question}
    </>
  );
}
