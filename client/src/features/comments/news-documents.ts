import { graphql } from '../../graphql/generated/index.js';

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
