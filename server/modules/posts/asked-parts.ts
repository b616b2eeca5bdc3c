import type { FieldNode } from 'graphql';
import { type Asked, fieldsBelow } from '../../platform/graphql/index.js';
import type { PostParts } from './post.record.js';

const TEXT = new Set(['body', 'bodyHtml']);
/** By the nodes of the field, which stay the same for all the stories of an answer. */
const known = new WeakMap<readonly FieldNode[], PostParts>();

/**
 * What is asked for of the stories of a list, or of the story that is being resolved. The statement that finds them reads
 * it: in a second one some may have been taken back.
 */
export function askedParts(asked: Asked): PostParts {
  let parts = known.get(asked.fieldNodes);
  if (parts === undefined) {
    const places = [[], ['nodes'], ['edges', 'node']];
    const names = places.flatMap((path) => fieldsBelow(asked, ...path).map(({ name }) => name.value));
    parts = {
      text: names.some((name) => TEXT.has(name)),
      author: names.includes('author'),
      place: names.includes('place'),
      tags: names.includes('tags'),
    };
    known.set(asked.fieldNodes, parts);
  }
  return parts;
}
