import { defaultFieldResolver, type GraphQLSchema, isObjectType } from 'graphql';
import { inRootField, tracing } from '../tracing/index.js';
import type { GraphqlContext } from './context.js';

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

/** Nest makes these types from the fields of the resolvers, and takes no description for them. */
const ROOT_DESCRIPTIONS = {
  Query:
    'The query root of the Wander API. The viewer is the signed-in user who makes the request; a guest is a person who is not signed in. What does not exist or is not visible to the viewer is returned as `null` or left out of lists, without an error. Invalid arguments fail with `BAD_USER_INPUT`, and requests beyond the cost limit (`RateLimit`) fail with `RATE_LIMITED`.',
  Mutation:
    'The mutation root of the Wander API. All mutations except `register`, `login` and `refreshSession` fail with `UNAUTHENTICATED` for guests and with `RATE_LIMITED` if the viewer writes too often (`RateLimit.writes`); if the account is suspended, they fail with `FORBIDDEN`, except `logout`, `changePassword` and `revokeSession`. Every mutation fails with `BAD_USER_INPUT` if its input is invalid. `BAD_USER_INPUT` and `CONFLICT` list the affected fields in `extensions.fields`; `RATE_LIMITED` gives the number of seconds to wait in `extensions.retryAfterSeconds`. Text lengths are counted in Unicode code points. In limits per IP address, an IPv6 /64 network counts as one address.',
  Subscription:
    'The subscription root of the Wander API. Subscriptions use the `graphql-transport-ws` protocol over WebSocket. Events that happen while a connection is interrupted are not sent later: after reconnecting, clients need to query the data again.',
};

/** Describes the root types and the input of each mutation. Changes and returns the schema. */
export function withRootDescriptions(schema: GraphQLSchema): GraphQLSchema {
  for (const [name, description] of Object.entries(ROOT_DESCRIPTIONS)) schema.getType(name)!.description = description;
  for (const { name, args } of Object.values(schema.getMutationType()!.getFields()))
    for (const argument of args) argument.description ??= `The parameters of \`${name}\`.`;
  return schema;
}

/** Shorter texts are measured when the answer is whole. */
const COUNTED_BYTES = 100_000;

/** Has texts that may be so long counted as they are read, so that an answer that is too large ends early. Changes and returns the schema. */
export function withCountedTexts(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const { greatestSize } = field.extensions;
      if (typeof greatestSize !== 'number' || greatestSize < COUNTED_BYTES) continue;
      const { resolve = defaultFieldResolver } = field;
      field.resolve = (source, args, context: GraphqlContext, info) => {
        const text: unknown = resolve(source, args, context, info);
        if (typeof text === 'string') context.countText(text);
        return text;
      };
    }
  }
  return schema;
}

/** Gives each field of Query and Mutation a span of its own, where there are traces. Changes and returns the schema. */
export function withTracedRoots(schema: GraphQLSchema): GraphQLSchema {
  if (tracing() === undefined) return schema;
  for (const type of [schema.getQueryType(), schema.getMutationType()])
    for (const field of Object.values(type?.getFields() ?? {})) {
      const { resolve = defaultFieldResolver } = field;
      const name = `${type!.name}.${field.name}`;
      field.resolve = (...args) => inRootField(name, () => resolve(...args));
    }
  return schema;
}
