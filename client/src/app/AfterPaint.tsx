import { useEffect } from 'react';
import { markLanguages } from './mark-languages.js';
import { PendingActions } from './PendingActions.js';

/** What the app does that nobody waits for; loaded after the first paint. */
export default function AfterPaint() {
  useEffect(() => markLanguages(document.body), []);
  return <PendingActions />;
}
