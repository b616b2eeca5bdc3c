import type { FieldNode } from 'graphql';
import { type Asked, fieldsBelow } from '../../platform/graphql/index.js';
import type { PostFields } from './post.record.js';

/** By the nodes of the field, which stay the same for all the stories of an answer. */
const known = new WeakMap<readonly FieldNode[], PostFields>();

/**
 * How much is requested of the stories of a list, or of the story that is being resolved. The statement that finds them reads
 * it: in a second one some may have been taken back.
 */
export function requestedFields(asked: Asked): PostFields {
  let fields = known.get(asked.fieldNodes);
  if (fields === undefined) {
    const places = [[], ['nodes'], ['edges', 'node']];
    const names = new Set(places.flatMap((path) => fieldsBelow(asked, ...path).map(({ name }) => name.value)));
    fields = fieldsWith(names);
    known.set(asked.fieldNodes, fields);
  }
  return fields;
}

function fieldsWith(names: ReadonlySet<string>): PostFields {
  if (names.has('body') || names.has('bodyHtml') || names.has('bodyText')) return 'text';
  if (names.has('place')) return 'place';
  return names.has('author') || names.has('tags') ? 'card' : 'plain';
}
