import type { NormalizedCacheObject } from '@apollo/client/cache';

/** What the server says beside the HTML of a page, for the client that takes it over. */
export interface PageState {
  /** What the page asked for, as the cache has it. */
  cache: NormalizedCacheObject;
  /** The names of the countries on the page, by code. */
  countries: Record<string, string>;
  /** The frames of the stamps on the page, by code of the country. */
  frames: Readonly<Record<string, [number, number, number, number, number] | undefined>>;
}

/** The state that came with this page; undefined where it came without HTML. */
export function readPageState(): PageState | undefined {
  const text = document.getElementById('page-state')?.textContent;
  return text ? (JSON.parse(text) as PageState) : undefined;
}
