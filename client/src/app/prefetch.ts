import { type ApolloClient, ApolloLink } from '@apollo/client';
import { catchError, map } from 'rxjs';
import { onFirstAction } from '../lib/first-action.js';
import { readPages } from './Pages.js';
import { prepare } from './preparation.js';

/** Who points at a link for so long may mean it. */
const pointMs = 80;
/** So long what was fetched is new enough, and is not fetched again. */
const newMs = 30_000;
const mostAtOnce = 2;

/** Not in every browser. */
interface Connection {
  saveData?: boolean;
  effectiveType?: string;
}

/** Who pays for each byte, or waits long for it, gets what they ask for and no more. */
function mayFetch(): boolean {
  const { saveData, effectiveType = '' } = (navigator as { connection?: Connection }).connection ?? {};
  return navigator.onLine && !saveData && !effectiveType.includes('2g');
}

/** The address of a page that a link leads to without loading it anew; undefined for any other. */
function addressOf(target: EventTarget | null): string | undefined {
  const link = (target as Element).closest?.<HTMLAnchorElement>('a[href]');
  if (!link || link.origin !== location.origin || link.target || link.matches('.prose a, [rel=next]')) return undefined;
  const address = link.pathname + link.search;
  return address === location.pathname + location.search ? undefined : address;
}

/** Fetches the pages that somebody is about to open: code and data. */
export class Prefetch {
  private readonly fetchedAt = new Map<string, number>();
  private underWay = 0;

  constructor(private readonly client: ApolloClient) {}

  /** Whether a page has been fetched just now; once, for who goes there again may look for what is new. */
  take(address: string): boolean {
    const isNew = this.isNew(address);
    this.fetchedAt.delete(address);
    return isNew;
  }

  /** Follows the reader's pointer, focus and writes until the returned function is called. */
  watch(): () => void {
    let pointed: string | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const point = (address: string | undefined) => {
      if (address === pointed) return;
      pointed = address;
      clearTimeout(timer);
      if (address !== undefined) timer = setTimeout(() => this.fetch(address), pointMs);
    };
    const onMove = ({ target, pointerType }: PointerEvent) => {
      if (pointerType === 'mouse') point(addressOf(target));
    };
    const onFocus = ({ target }: FocusEvent) => {
      if ((target as Element).matches(':focus-visible')) point(addressOf(target));
    };
    const onPress = ({ target }: PointerEvent) => {
      const address = addressOf(target);
      if (address !== undefined) this.fetch(address);
    };
    // What lies under a pointer that rests was not meant: it must have moved.
    addEventListener('pointermove', onMove, { passive: true });
    addEventListener('focusin', onFocus);
    addEventListener('pointerdown', onPress, { passive: true });
    const { link } = this.client;
    this.client.setLink(this.writes.concat(link));
    const stopWaiting = onFirstAction(() => (globalThis.requestIdleCallback ?? setTimeout)(() => void loadReadPages()));
    return () => {
      clearTimeout(timer);
      stopWaiting();
      this.client.setLink(link);
      removeEventListener('pointermove', onMove);
      removeEventListener('focusin', onFocus);
      removeEventListener('pointerdown', onPress);
    };
  }

  /** What was fetched before a write, or while it was under way, may lack what was written. */
  private readonly writes = new ApolloLink((operation, forward) => {
    const type: string = operation.operationType;
    if (type !== 'mutation') return forward(operation);
    const forget = () => this.fetchedAt.clear();
    forget();
    return forward(operation).pipe(
      map((result) => {
        forget();
        return result;
      }),
      catchError((error: unknown) => {
        forget();
        throw error;
      }),
    );
  });

  private isNew(address: string): boolean {
    return Date.now() - (this.fetchedAt.get(address) ?? Number.NEGATIVE_INFINITY) < newMs;
  }

  private fetch(address: string): void {
    if (this.underWay >= mostAtOnce || this.isNew(address) || !mayFetch()) return;
    const { isThere, ready } = prepare(this.client, address, 'cache-first');
    // What is known already is shown at once anyway, and then asked anew.
    if (isThere) return;
    this.fetchedAt.set(address, Date.now());
    this.underWay += 1;
    void ready.then(() => (this.underWay -= 1));
  }
}

/** So that what was read stays within reach without a network: the code of all pages that are read. */
async function loadReadPages(): Promise<void> {
  for (const { page } of readPages) {
    if (!mayFetch()) return;
    await page.load().catch(() => undefined);
  }
}
