import { type GraphQLSchema, isObjectType } from 'graphql';

/**
 * Nest gives every field a function of its own, also those that only read the property of their name; without it
 * graphql-js and graphql-jit read the property themselves. Changes and returns the schema.
 */
export function withPlainFields(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields()))
      if (field.resolve && readsItsProperty(field.name, field.resolve)) field.resolve = undefined as never;
  }
  return schema;
}

/** Found by trying, on Nest's own function alone: those of resolvers may do anything. */
function readsItsProperty(name: string, resolve: { name: string }): boolean {
  if (resolve.name !== 'rootFieldResolver') return false;
  const read = resolve as unknown as (root: object) => unknown;
  const mark = Symbol(name);
  return read({ [name]: mark }) === mark && read({}) === undefined;
}
