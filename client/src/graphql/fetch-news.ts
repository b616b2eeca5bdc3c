/** Somebody who was away for longer than this begins anew. */
const maxPages = 10;

interface Before {
  hasPreviousPage: boolean;
  startCursor: string | null;
}

/**
 * Fetches what came on top of a list since `before`, its first cursor: page after page, so that all of the list stays
 * and nothing is left out between. An empty list, or one that grew by too much, is fetched `anew`.
 */
export async function fetchNews(
  before: string | null | undefined,
  fetch: (before: string) => Promise<Before | undefined>,
  anew: () => Promise<unknown>,
): Promise<void> {
  let from = before;
  for (let page = 0; page < maxPages && from; page++) {
    const info = await fetch(from);
    if (!info?.hasPreviousPage) return;
    from = info.startCursor;
  }
  await anew();
}
