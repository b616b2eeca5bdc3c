import { useApolloClient } from '@apollo/client/react';
import { useEffect, useState } from 'react';
import { useFragment as unmask } from '../../graphql/generated/index.js';
import type { Hit } from './hits.js';
import { Search, SearchHit_edge } from './documents.js';

/** While one types, not each letter is a question. */
const pauseMs = 180;

export interface Found {
  /** What was found for it: never for an older text. */
  query: string;
  hits: readonly Hit[];
}

interface Searching {
  found: Found | undefined;
  error: unknown;
  /** The answer to what is typed is on its way. */
  isPending: boolean;
  retry(): void;
}

/** The best results for what is typed; an answer that comes late changes nothing. */
export function useSearch(text: string, count: number): Searching {
  const client = useApolloClient();
  const query = text.trim();
  const [found, setFound] = useState<Found>();
  const [failed, setFailed] = useState<{ query: string; error: unknown }>();
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    if (query === '') return undefined;
    let over = false;
    const timer = setTimeout(() => {
      client
        .query({ query: Search, variables: { query, first: count }, fetchPolicy: 'network-only' })
        .then(({ data, error }) => {
          if (over) return;
          if (!data) return setFailed({ query, error });
          setFailed(undefined);
          setFound({ query, hits: data.search.edges.map((edge) => unmask(SearchHit_edge, edge)) });
        })
        .catch((error: unknown) => {
          if (!over) setFailed({ query, error });
        });
    }, pauseMs);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [client, query, count, attempt]);

  const error = failed?.query === query ? failed.error : undefined;
  return {
    found: query === '' ? undefined : found,
    error,
    isPending: query !== '' && found?.query !== query && error === undefined,
    retry: () => {
      setFailed(undefined);
      setAttempt((times) => times + 1);
    },
  };
}
