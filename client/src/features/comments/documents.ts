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

/** Whether anything was said meanwhile: the newest first words, and the last answer to each. */
export const NewestComments = graphql(`
  query NewestComments($slug: String!, $first: Int!) {
    post(slug: $slug) {
      id
      commentCount
      comments(first: $first) {
        nodes {
          id
          replies(last: 1) {
            nodes {
              id
            }
          }
        }
      }
    }
  }
`);

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

export const AddComment = graphql(`
  mutation AddComment($input: AddCommentInput!) {
    addComment(input: $input) {
      commentEdge {
        cursor
        node {
          id
          parent {
            id
          }
          ...Thread_comment
        }
      }
      post {
        id
        commentCount
      }
    }
  }
`);

export const EditComment = graphql(`
  mutation EditComment($input: EditCommentInput!) {
    editComment(input: $input) {
      comment {
        id
        ...Comment_comment
      }
    }
  }
`);

export const DeleteComment = graphql(`
  mutation DeleteComment($input: DeleteCommentInput!) {
    deleteComment(input: $input) {
      deletedId
      post {
        id
        commentCount
      }
    }
  }
`);

export const RestoreComment = graphql(`
  mutation RestoreComment($input: RestoreCommentInput!) {
    restoreComment(input: $input) {
      comment {
        id
        ...Comment_comment
        post {
          id
          commentCount
        }
      }
    }
  }
`);

/**
 * What there is after a change without an answer, and what is left after a deletion: a comment with replies keeps its place,
 * and the last reply takes such a place with it.
 */
export const CommentLeft = graphql(`
  query CommentLeft($id: ID!, $threadId: ID!, $postId: ID!) {
    comment: node(id: $id) {
      id
      ... on Comment {
        body
      }
      ...Comment_comment
    }
    thread: node(id: $threadId) {
      id
      ...Comment_comment
    }
    post: node(id: $postId) {
      id
      ... on Post {
        commentCount
      }
    }
  }
`);

export const CommentAdded = graphql(`
  subscription CommentAdded($postId: ID!) {
    commentAdded(postId: $postId) {
      id
      author {
        id
      }
      parent {
        id
      }
    }
  }
`);
