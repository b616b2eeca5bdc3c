import { useApolloClient, useQuery } from '@apollo/client/react';
import { graphql } from '../../graphql/generated/index.js';
import { useViewer } from '../session/SessionProvider.js';
import { useLive } from '../session/use-live.js';

export const UnreadCount = graphql(`
  query UnreadCount {
    viewer {
      unreadNotificationCount
    }
  }
`);

const NotificationReceived = graphql(`
  subscription NotificationReceived {
    notificationReceived {
      id
    }
  }
`);

/** How many notifications the viewer has not read; kept up to date while the page is open. */
export function useUnreadCount(): number {
  const viewer = useViewer();
  const client = useApolloClient();
  const { data, refetch } = useQuery(UnreadCount, { skip: !viewer });
  const anew = () => {
    client.cache.evict({ id: 'Viewer:{}', fieldName: 'notifications' });
    refetch().catch(() => undefined);
  };
  useLive(NotificationReceived, {}, { skip: !viewer, onData: anew, onReconnect: anew });
  return viewer ? (data?.viewer?.unreadNotificationCount ?? 0) : 0;
}

/** "99+" for what nobody counts any more. */
export const badgeOf = (count: number): string => (count >= 100 ? '99+' : String(count));
