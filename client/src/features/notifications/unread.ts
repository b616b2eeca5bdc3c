import { useQuery } from '@apollo/client/react';
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

/** How many notifications the viewer has not read; kept up to date while the page is open. `onNews`: there may be more. */
export function useUnreadCount(onNews?: () => void): number {
  const viewer = useViewer();
  const { data, refetch } = useQuery(UnreadCount, { skip: !viewer });
  const anew = () => {
    refetch().catch(() => undefined);
    onNews?.();
  };
  useLive(NotificationReceived, {}, { skip: !viewer, onData: anew, onConnect: anew });
  return viewer ? (data?.viewer?.unreadNotificationCount ?? 0) : 0;
}

/** "99+" for what nobody counts any more. */
export const badgeOf = (count: number): string => (count >= 100 ? '99+' : String(count));
