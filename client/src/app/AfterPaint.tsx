import { useApolloClient } from '@apollo/client/react';
import { useEffect } from 'react';
import { presentBy } from '../lib/router.js';
import { markLanguages } from './mark-languages.js';
import { navigationOf } from './navigation.js';
import { PendingActions } from './PendingActions.js';
import { Prefetch } from './prefetch.js';
import { useReadingPosition } from './reading-position.js';

/** Browsers that ask not to be tracked (DNT, Global Privacy Control) measure nothing. */
const mayMeasure = (): boolean => {
  const { doNotTrack, globalPrivacyControl } = navigator as Navigator & { globalPrivacyControl?: boolean };
  return doNotTrack !== '1' && globalPrivacyControl !== true;
};

let isMeasuring = false;

/** Begun once, for the page that somebody came to, wherever they go from there. */
const measure = (): void => {
  if (isMeasuring || !mayMeasure()) return;
  isMeasuring = true;
  import('./page-vitals.js').then(({ reportVitals }) => reportVitals()).catch(() => undefined);
};

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
  useEffect(measure, []);
  return <PendingActions />;
}
