import type { FieldNode } from 'graphql';
import { type Asked, fieldsBelow } from '../../platform/graphql/index.js';

const TEXT = new Set(['body', 'bodyHtml']);
/** By the nodes of the field, which stay the same for all the stories of an answer. */
const known = new WeakMap<readonly FieldNode[], boolean>();

/**
 * Is the text asked for, of the stories of a list or of the story that is being resolved? Then the statement that finds
 * them reads it: in a second one some may have been taken back.
 */
export function asksForText(asked: Asked): boolean {
  let answer = known.get(asked.fieldNodes);
  if (answer === undefined) {
    const places = [[], ['nodes'], ['edges', 'node']];
    answer = places.some((path) => fieldsBelow(asked, ...path).some(({ name }) => TEXT.has(name.value)));
    known.set(asked.fieldNodes, answer);
  }
  return answer;
}
