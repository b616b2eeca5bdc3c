import { expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { TypeID } from 'typeid-js';
import { fromGlobalId, idEnding, newId, toGlobalId, uuidOfEnding } from './ids.js';

const uuids = [
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  ...Array.from({ length: 500 }, () => newId()),
  ...Array.from({ length: 500 }, () => randomUUID()),
];

test('an id is what the TypeID library makes of it, and leads back', () => {
  for (const uuid of uuids) {
    const id = toGlobalId('post', uuid);
    expect(id).toBe(TypeID.fromUUID('post', uuid).toString());
    expect(fromGlobalId(id)).toEqual({ type: 'post', uuid });
    expect(uuidOfEnding(idEnding(uuid))).toBe(uuid);
  }
});
