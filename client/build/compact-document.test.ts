import { expect, it } from '@jest/globals';
import { type DocumentNode, Kind, print } from 'graphql';
import * as generated from '../src/graphql/generated/graphql.js';
import { expand } from '../src/graphql/compact-document.js';
import { compact } from './compact-document.js';

const documents = Object.entries(generated).filter(
  (entry): entry is [string, DocumentNode] => (entry[1] as Partial<DocumentNode>).kind === Kind.DOCUMENT,
);

it('every document of the client is the same in its compact form', () => {
  expect(documents.length).toBeGreaterThan(50);
  for (const [, document] of documents) {
    const read = JSON.parse(JSON.stringify(compact(document))) as ReturnType<typeof compact>;
    expect(print(expand(read))).toBe(print(document));
  }
});
