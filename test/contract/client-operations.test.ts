import { InMemoryCache } from '@apollo/client/cache';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { type GraphQLSchema, Kind, type OperationDefinitionNode, parse, print, validate } from 'graphql';
import { measure } from '../../server/platform/graphql/limits.js';
import { compilePrice, costOf } from '../../server/platform/graphql/price.js';
import { LIMITS } from '../../server/platform/limits.js';
import { type App, startApp } from '../support/app.js';
import { clientOperations } from '../support/client-documents.js';

/** The server's own: only it says how large texts are. */
let app: App;
let schema: GraphQLSchema;
beforeAll(async () => {
  app = await startApp();
  schema = app.nest.get(GraphQLSchemaHost).schema;
});
afterAll(() => app?.close());

/** The longest page that the client asks for by a variable. */
const CLIENT_PAGE = 20;
/** Room for what the operations become before the limits can follow. */
const SHARE = 2 / 3;

const cache = new InMemoryCache();

/** The text that Apollo Client sends: with `__typename` in every selection. */
const asSent = (document: (typeof clientOperations)[number]['document']): string =>
  print(cache.transformDocument(document));

/** Pages as long as the client asks for. */
function longestPages(operation: OperationDefinitionNode): Record<string, unknown> {
  const sizes = (operation.variableDefinitions ?? []).filter(({ type }) => /^Int\b/.test(print(type)));
  return Object.fromEntries(sizes.map(({ variable }) => [variable.name.value, CLIENT_PAGE]));
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
      cost: costOf(compilePrice(schema, document, node)(longestPages(node))) / LIMITS.document.costOfGuest,
      ...Object.fromEntries(
        Object.entries(size).map(([what, is]): [string, number] => [
          what,
          is / LIMITS.document[what as keyof typeof size],
        ]),
      ),
    };
    expect(Object.entries(shares).filter(([, share]) => !(share < SHARE))).toEqual([]);
  });
});
