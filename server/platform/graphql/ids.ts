import { fromString, getType, toUUID } from 'typeid-js';
import { v7 } from 'uuid';
import { LIMITS } from '../limits.js';
import { typeIdSuffix } from './typeid.js';

/** A new UUIDv7: ids made later sort later. */
export const newId = (): string => v7();

export interface GlobalId {
  type: string;
  uuid: string;
}

/** `post`, `0190…` -> `post_01h455vb4pex5vsknk084sn02q`. */
export const toGlobalId = (type: string, uuid: string): string => `${type}_${typeIdSuffix(uuid)}`;

/** What an id names, or undefined when it is none of ours. */
export function fromGlobalId(id: string): GlobalId | undefined {
  if (id.length > LIMITS.text.idCharacters) return undefined;
  try {
    const typeid = fromString(id);
    const type = getType(typeid);
    return type === '' ? undefined : { type, uuid: toUUID(typeid) };
  } catch {
    return undefined;
  }
}

/** The last 26 characters of an id: a draft's slug. */
export const idEnding = (uuid: string): string => typeIdSuffix(uuid);

/** The uuid for such an ending, or undefined. */
export const uuidOfEnding = (ending: string): string | undefined =>
  ending.length === 26 ? fromGlobalId(`post_${ending}`)?.uuid : undefined;
