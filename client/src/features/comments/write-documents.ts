import { graphql } from '../../graphql/generated/index.js';

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
