import { readFileSync } from 'node:fs';
import { ending, globalId } from './ids.mjs';

export const typeDefs = readFileSync(new URL('schema.graphql', import.meta.url), 'utf8');

/** The fields that are computed; all others stand in the rows. */
export const fields = {
  Post: {
    id: (post) => globalId('post', post.id),
    slug: (post) => post.slug ?? ending(post.id),
  },
  User: { id: (user) => globalId('user', user.id) },
  Tag: { id: (tag) => globalId('tag', tag.id) },
  Comment: { id: (comment) => globalId('comment', comment.id) },
};
