import { useApolloClient } from '@apollo/client/react';
import { useEffect, useState } from 'react';
import { graphql } from '../../graphql/generated/index.js';

const PlaceSuggestions = graphql(`
  query PlaceSuggestions($query: String!) {
    placeSuggestions(query: $query, first: 6) {
      id
      name
      region
      countryCode
      latitude
      longitude
    }
  }
`);

export interface Town {
  id: string;
  name: string;
  region: string | null;
  countryCode: string;
  latitude: number;
  longitude: number;
}

/** While one types, not each letter is a question. */
const pauseMs = 150;

/** Towns whose name begins like that; those of the text before stay until the next have come. */
export function useTowns(query: string) {
  const client = useApolloClient();
  const [answer, setAnswer] = useState<{ query: string; found?: readonly Town[]; error?: unknown }>();
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    if (query === '') return undefined;
    let over = false;
    const timer = setTimeout(() => {
      client
        .query({ query: PlaceSuggestions, variables: { query } })
        .then(({ data, error }) => {
          if (!over) setAnswer(data ? { query, found: data.placeSuggestions } : { query, error });
        })
        .catch((error: unknown) => {
          if (!over) setAnswer({ query, error });
        });
    }, pauseMs);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [client, query, attempt]);

  return {
    found: answer?.found,
    error: answer?.query === query ? answer.error : undefined,
    isPending: query !== '' && answer?.query !== query,
    retry: () => {
      setAnswer(undefined);
      setAttempt((times) => times + 1);
    },
  };
}
