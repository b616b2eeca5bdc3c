import type { ApolloClient } from '@apollo/client';
import { graphql } from '../../graphql/generated/index.js';

const FindTags = graphql(`
  query FindTags($query: String!, $first: Int!) {
    search(query: $query, type: TAG, first: $first) {
      nodes {
        __typename
        ... on Tag {
          id
          name
          postCount
        }
      }
    }
  }
`);

export interface SuggestedTag {
  name: string;
  /** How many published stories have it. */
  postCount: number;
}

const shown = 6;

/** Tags of published stories that begin like a text, for the editor to offer. */
export const findTags =
  (client: ApolloClient) =>
  async (query: string): Promise<SuggestedTag[]> => {
    const { data } = await client.query({ query: FindTags, variables: { query, first: shown } });
    return (data?.search.nodes ?? []).flatMap((node) => (node.__typename === 'Tag' ? [node] : []));
  };
