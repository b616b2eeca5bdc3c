import { InMemoryCache } from '@apollo/client/cache';
import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { buildSchema, Kind, type OperationDefinitionNode, parse, print, validate } from 'graphql';
import { inProject } from '../../scripts/lib/project.js';
import { MAX_PAGE } from '../../server/platform/database/index.js';
import { measure } from '../../server/platform/graphql/limits.js';
import { compilePrice } from '../../server/platform/graphql/price.js';
import { LIMITS } from '../../server/platform/limits.js';
import { clientOperations } from '../support/client-documents.js';

const schema = buildSchema(readFileSync(inProject('server', 'schema.graphql'), 'utf8'));
/** Room for what the operations become before the limits can follow. */
const SHARE = 2 / 3;

const cache = new InMemoryCache();

/** The text that Apollo Client sends: with `__typename` in every selection. */
const asSent = (document: (typeof clientOperations)[number]['document']): string =>
  print(cache.transformDocument(document));

/** Pages as long as they may be, whatever the client asks for today. */
function longestPages(operation: OperationDefinitionNode): Record<string, unknown> {
  const sizes = (operation.variableDefinitions ?? []).filter(({ type }) => /^Int\b/.test(print(type)));
  return Object.fromEntries(sizes.map(({ variable }) => [variable.name.value, MAX_PAGE]));
}

test('the client has operations', () => expect(clientOperations.length).toBeGreaterThan(15));

describe.each(clientOperations.map((operation) => [operation.name, operation] as const))('%s', (_name, operation) => {
  const text = asSent(operation.document);
  const document = parse(text);
  const node = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION)!;

  test('is one operation that fits the schema', () => {
    expect(document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION)).toHaveLength(1);
    expect(validate(schema, document)).toEqual([]);
  });

  test('stays under two thirds of every limit', () => {
    const { introspection, ...size } = measure(document);
    expect(introspection).toEqual({ depth: 0, fields: 0 });
    const shares = {
      documentBytes: Buffer.byteLength(text) / LIMITS.document.bytes,
      cost: compilePrice(schema, document, node)(longestPages(node)) / LIMITS.document.costOfGuest,
      ...Object.fromEntries(
        Object.entries(size).map(([what, is]): [string, number] => [what, is / LIMITS.document[what as keyof typeof size]]),
      ),
    };
    expect(Object.entries(shares).filter(([, share]) => !(share < SHARE))).toEqual([]);
  });
});
