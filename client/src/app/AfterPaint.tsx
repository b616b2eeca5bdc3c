import { useEffect } from 'react';
import { markLanguages } from './mark-languages.js';
import { PendingActions } from './PendingActions.js';

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
  useEffect(() => markLanguages(document.body), []);
  useEffect(measure, []);
  return <PendingActions />;
}
