import { useApolloClient, useMutation } from '@apollo/client/react';
import { useEffect, useRef, useState } from 'react';
import { graphql } from '../../graphql/generated/index.js';
import { onBehalfOf } from '../../graphql/request-context.js';
import { readError } from '../../lib/api-error.js';
import { useSession } from '../session/SessionProvider.js';
import { useToasts } from '../../ui/toasts.js';
import { untilAnswered } from '../wishes/until-answered.js';

const MarkRead = graphql(`
  mutation MarkNotificationsRead($input: MarkNotificationsReadInput!) {
    markNotificationsRead(input: $input) {
      unreadNotificationCount
    }
  }
`);

/** As long as the message with its undo is shown. */
const undoMs = 8_000;

interface Note {
  id: string;
  readAt: string | null;
  createdAt: string;
}

interface Marking<Item> {
  /** As they look: read at once, though Wander has it only when it cannot be undone any more. */
  looks: Item[];
  /** So long it can be undone. */
  isPending: boolean;
  /** Marks all that are listed, and what came before them. */
  markAll(): void;
}

/** Marks notifications as read; who leaves the page has not undone it. `notes`: the newest first. */
export function useMarkAll<Item extends Note>(notes: readonly Item[]): Marking<Item> {
  const [mark] = useMutation(MarkRead);
  const { cache } = useApolloClient();
  const toasts = useToasts();
  const { show } = toasts;
  const session = useSession();
  const [seenUpTo, setSeenUpTo] = useState<string>();
  const tell = useRef<() => void>(undefined);
  const latest = useRef(notes);
  useEffect(() => {
    latest.current = notes;
  });
  useEffect(() => {
    const leave = () => tell.current?.();
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, []);

  const markAll = () => {
    const upTo = notes[0]?.createdAt;
    const person = session.viewerId();
    if (upTo === undefined) return;
    let unread = 0;
    cache.modify<{ unreadNotificationCount: number }>({
      id: 'Viewer:{}',
      fields: { unreadNotificationCount: (count) => ((unread = count), 0) },
    });
    const takeBack = () => {
      // Unless Wander has said another number meanwhile.
      cache.modify<{ unreadNotificationCount: number }>({
        id: 'Viewer:{}',
        fields: { unreadNotificationCount: (count) => count || unread },
      });
    };
    const send = () =>
      mark({
        variables: { input: { upTo } },
        // It goes out even when the page is closed.
        context: { ...onBehalfOf(person), fetchOptions: { keepalive: true } },
        update: (cache, { data }) => {
          const left = data?.markNotificationsRead?.unreadNotificationCount;
          if (left === undefined) return;
          cache.modify({ id: 'Viewer:{}', fields: { unreadNotificationCount: () => left } });
          for (const { id } of latest.current.filter(({ createdAt }) => createdAt <= upTo)) {
            cache.modify<Note>({
              id: cache.identify({ __typename: 'Notification', id }),
              fields: { readAt: (known) => known ?? upTo },
            });
          }
        },
      });
    const settle = async () => {
      try {
        await untilAnswered({ toasts, session, person }, { send, id: upTo, what: 'mark them as read' });
      } catch (error) {
        takeBack();
        show(readError(error).message);
      } finally {
        setSeenUpTo((known) => (known === upTo ? undefined : known));
      }
    };
    const end = () => {
      clearTimeout(timer);
      hide();
      tell.current = undefined;
    };
    tell.current?.();
    setSeenUpTo(upTo);
    const hide = show({
      text: 'All marked as read.',
      action: { name: 'Undo', onClick: () => (end(), takeBack(), setSeenUpTo(undefined)) },
    });
    tell.current = () => {
      end();
      void settle();
    };
    const timer = setTimeout(tell.current, undoMs);
  };

  return {
    looks: notes.map((note) =>
      seenUpTo !== undefined && note.createdAt <= seenUpTo ? { ...note, readAt: note.readAt ?? seenUpTo } : note,
    ),
    isPending: seenUpTo !== undefined,
    markAll,
  };
}
