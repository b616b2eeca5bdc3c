import type { ApolloClient } from '@apollo/client';
import { startTransition } from 'react';
import { flushSync } from 'react-dom';
import type { Location, presentBy, RouterState } from '../lib/router.js';
import { isSamePage } from '../lib/same-page.js';
import type { Prefetch } from './prefetch.js';
import { prepare } from './preparation.js';

/** So long the page before stays at most while the next one has not what it needs. */
const longestMs = 300;

const addressOf = ({ pathname, search }: Location): string => pathname + search;

/** Where browsers can and people want it. Back and forward show at once what was there; who swipes has seen it move already. */
const isSmooth = ({ location, type }: RouterState, before: RouterState): boolean =>
  type !== 'POP' &&
  location.pathname !== before.location.pathname &&
  'startViewTransition' in document &&
  document.visibilityState === 'visible' &&
  globalThis.matchMedia?.('(prefers-reduced-motion: no-preference)').matches;

/** The way from page to page: the one before stays until the next can be drawn as a whole, then that takes its place. */
export function navigationOf(client: ApolloClient, prefetch: Pick<Prefetch, 'take'>): Parameters<typeof presentBy>[0] {
  let latest = 0;
  return (next, before, draw) => {
    const number = ++latest;
    const { location, type } = next;
    if (isSamePage(location.state) || (type !== 'REPLACE' && addressOf(location) === addressOf(before.location))) {
      return startTransition(() => draw({ ...next, isPrepared: true }));
    }
    const address = addressOf(location);
    const isFetched = prefetch.take(address);
    const isBack = type === 'POP';
    const { isThere, ready, isAsked } = prepare(client, address, isBack || isFetched ? 'cache-first' : 'network-only');
    const show = (isLate: boolean) => {
      if (number !== latest) return;
      const state = { ...next, isPrepared: !isBack && isAsked(), isLate };
      if (isLate || !isSmooth(next, before)) return startTransition(() => draw(state));
      const transition = document.startViewTransition(() => {
        // The browser takes a picture first, and somebody may have gone on meanwhile.
        if (number === latest) flushSync(() => draw(state));
      });
      // Another one has begun, or the browser has no time for it: the page is there all the same.
      transition.ready.catch(() => undefined);
    };
    if (isThere) return show(false);
    const late = new Promise<boolean>((resolve) => setTimeout(resolve, longestMs, true));
    void Promise.race([ready.then((isReady) => !isReady), late]).then(show);
  };
}
