import { useApolloClient } from '@apollo/client/react';
import { useEffect } from 'react';
import { presentBy } from '../lib/router.js';
import { markLanguages } from './mark-languages.js';
import { navigationOf } from './navigation.js';
import { PendingActions } from './PendingActions.js';
import { Prefetch } from './prefetch.js';
import { useReadingPosition } from './reading-position.js';

/** What the app does that nobody waits for; loaded after the first paint. */
export default function AfterPaint() {
  const client = useApolloClient();
  const keepPosition = useReadingPosition();
  useEffect(() => markLanguages(document.body), []);
  useEffect(() => {
    const prefetch = new Prefetch(client);
    const go = navigationOf(client, prefetch);
    const stopPresenting = presentBy((...navigation) => {
      keepPosition();
      go(...navigation);
    });
    const stopWatching = prefetch.watch();
    return () => {
      stopPresenting();
      stopWatching();
    };
  }, [client, keepPosition]);
  return <PendingActions />;
}
