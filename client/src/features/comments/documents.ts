import { graphql } from '../../graphql/generated/index.js';
import { type PageAddress, startingAt } from '../../graphql/page-query.js';

/** First words of a story that are fetched at once. */
export const pageSize = 20;

export const Comment_comment = graphql(`
  fragment Comment_comment on Comment {
    id
    body
    bodyHtml
    createdAt
    editedAt
    deletedAt
    removedReason
    author {
      id
      username
      name
    }
    viewerCanEdit
    viewerCanDelete
  }
`);

export const Thread_comment = graphql(`
  fragment Thread_comment on Comment {
    id
    ...Comment_comment
    replies(first: 3) {
      edges {
        cursor
        node {
          id
          ...Comment_comment
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const StoryComments = graphql(`
  query StoryComments($slug: String!, $first: Int, $after: String, $last: Int, $before: String) {
    post(slug: $slug) {
      id
      commentCount
      comments(first: $first, after: $after, last: $last, before: $before) {
        edges {
          cursor
          node {
            id
            ...Thread_comment
          }
        }
        pageInfo {
          hasPreviousPage
          hasNextPage
          startCursor
          endCursor
        }
      }
    }
  }
`);

/** Of the story at this address. */
export const storyComments = (address: PageAddress) => ({
  query: StoryComments,
  variables: startingAt(address, { slug: address.params.slug ?? '', first: pageSize }),
});

/** A comment that an address names, with the thread in which it stands. */
export const LinkedComment = graphql(`
  query LinkedComment($id: ID!) {
    node(id: $id) {
      id
      ... on Comment {
        post {
          id
        }
        parent {
          id
          ...Thread_comment
        }
        ...Thread_comment
      }
    }
  }
`);

export const MoreReplies = graphql(`
  query MoreReplies($id: ID!, $after: String) {
    node(id: $id) {
      id
      ... on Comment {
        post {
          id
          commentCount
        }
        replies(first: 50, after: $after) {
          edges {
            cursor
            node {
              id
              ...Comment_comment
            }
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    }
  }
`);
