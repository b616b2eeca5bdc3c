import { graphql } from '../../graphql/generated/index.js';

export const SearchHit_edge = graphql(`
  fragment SearchHit_edge on SearchResultEdge {
    node {
      __typename
      ... on Post {
        id
        slug
        title
        author {
          id
          name
        }
      }
      ... on User {
        id
        username
        name
      }
      ... on Tag {
        id
        slug
        name
        postCount
      }
    }
    highlights {
      text
      isMatch
    }
  }
`);

export const Search = graphql(`
  query Search($query: String!, $first: Int!, $after: String) {
    search(query: $query, first: $first, after: $after) {
      edges {
        cursor
        ...SearchHit_edge
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);
