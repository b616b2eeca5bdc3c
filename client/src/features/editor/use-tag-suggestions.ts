import { useEffect, useState } from 'react';
import type { SuggestedTag } from './find-tags.js';
import { tagKey } from './story-text.js';

/** While one types, not each letter is a question. */
const pauseMs = 180;

export type FindTags = (query: string) => Promise<readonly SuggestedTag[]>;

/** Tags that begin like what is typed, but for those the story has. Without an answer there are none: typing goes on. */
export function useTagSuggestions(typed: string, tags: readonly string[], find: FindTags): readonly SuggestedTag[] {
  const query = typed.trim();
  const [found, setFound] = useState<{ query: string; tags: readonly SuggestedTag[] }>();

  useEffect(() => {
    if (query === '') return undefined;
    let over = false;
    const timer = setTimeout(() => {
      find(query).then(
        (tags) => over || setFound({ query, tags }),
        () => undefined,
      );
    }, pauseMs);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [query, find]);

  if (query === '' || !found) return [];
  const has = new Set(tags.map(tagKey));
  // While the answer to a longer text is on its way, the last one is still good where it fits.
  return found.tags.filter(
    ({ name }) => !has.has(tagKey(name)) && (found.query === query || tagKey(name).startsWith(tagKey(query))),
  );
}
