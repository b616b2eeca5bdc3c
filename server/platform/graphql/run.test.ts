import { describe, expect, test } from '@jest/globals';
import { GraphQLError, GraphQLScalarType, parse } from 'graphql';
import {
  GraphQLEnumType,
  GraphQLInputObjectType,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
} from 'graphql';
import { Logger } from '@nestjs/common';
import { notFound } from '../errors/index.js';
import type { GraphqlContext } from './context.js';
import { maskedErrors } from './mask.js';
import { compiled, interpreted } from './run.js';

// What is masked is logged; here it is meant to be.
Logger.overrideLogger(false);

const Picky = new GraphQLScalarType({
  name: 'Picky',
  serialize: (value) => {
    if (value === 'bad') throw new Error('driver: cannot serialise');
    return value;
  },
});

const throws = () => {
  throw new Error('connection to 10.0.0.1 refused');
};

const Lid = new GraphQLEnumType({ name: 'Lid', values: { OPEN: {}, SHUT: {} } });
const boxFields = {
  size: { type: new GraphQLNonNull(GraphQLInt) },
  lid: { type: new GraphQLNonNull(Lid), defaultValue: 'SHUT' },
  labels: { type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(GraphQLString))), defaultValue: [] },
};
/** An input object with defaults, lists and another one inside. */
const Box = new GraphQLInputObjectType({
  name: 'Box',
  fields: { ...boxFields, inner: { type: new GraphQLInputObjectType({ name: 'InnerBox', fields: boxFields }) } },
});
const Picked = new GraphQLInputObjectType({ name: 'Picked', fields: { picky: { type: Picky } } });
const Endless: GraphQLInputObjectType = new GraphQLInputObjectType({
  name: 'Endless',
  fields: () => ({ inner: { type: Endless } }),
});

/** Fields that fail in each of the ways in which a field can. */
const Thing: GraphQLObjectType = new GraphQLObjectType({
  name: 'Thing',
  fields: () => ({
    name: { type: GraphQLString },
    required: { type: new GraphQLNonNull(GraphQLString) },
    throws: { type: GraphQLString, resolve: throws },
    throwsOurs: {
      type: GraphQLString,
      resolve: () => {
        throw notFound('There is none.');
      },
    },
    throwsGraphql: {
      type: GraphQLString,
      resolve: () => {
        throw new GraphQLError('of GraphQL, Did you mean "x"?', { extensions: { code: 'BAD_USER_INPUT' } });
      },
    },
    throwsText: {
      type: GraphQLString,
      resolve: () => {
        // eslint-disable-next-line @typescript-eslint/only-throw-error -- what others' code may do
        throw 'only a text';
      },
    },
    rejects: { type: GraphQLString, resolve: () => Promise.reject(new Error('later')) },
    returnsError: { type: GraphQLString, resolve: () => new Error('as a value') },
    later: { type: GraphQLString, resolve: () => Promise.resolve('later') },
    nothing: { type: GraphQLString, resolve: () => undefined },
    number: { type: GraphQLInt, resolve: () => 'not a number' },
    picky: { type: Picky, resolve: () => 'bad' },
    requiredThrows: { type: new GraphQLNonNull(GraphQLString), resolve: throws },
    requiredNull: { type: new GraphQLNonNull(GraphQLString), resolve: () => null },
    thing: { type: Thing, resolve: () => ({ name: 'inner', required: 'r' }) },
    requiredThing: { type: new GraphQLNonNull(Thing), resolve: () => ({ name: 'inner' }) },
    things: {
      type: new GraphQLList(Thing),
      resolve: () => [{ name: '1', required: 'r' }, null, new Error('in a list'), { name: '4' }],
    },
    requiredThings: {
      type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(Thing))),
      resolve: () => Promise.resolve([{ name: '1', required: 'r' }, null]),
    },
    notAList: { type: new GraphQLList(GraphQLString), resolve: () => 7 },
    sized: {
      type: GraphQLString,
      args: { size: { type: GraphQLInt, defaultValue: 3 }, text: { type: GraphQLString } },
      resolve: (_thing, args) => JSON.stringify(args),
    },
    boxed: {
      type: GraphQLString,
      args: { box: { type: Box } },
      resolve: (_thing, args) => JSON.stringify(args),
    },
    picked: { type: GraphQLString, args: { by: { type: Picked } } },
    endless: { type: GraphQLString, args: { box: { type: Endless } } },
  }),
});
const schema = new GraphQLSchema({
  query: new GraphQLObjectType({ name: 'Query', fields: { thing: { type: Thing, resolve: () => ({ name: 'a' }) } } }),
});

async function both(text: string, variables: Record<string, unknown>) {
  const document = parse(text);
  const reply = async (run: ReturnType<typeof interpreted>) => {
    const { data, errors } = await run({} as GraphqlContext, variables);
    if (data === undefined) return 'nothing has run';
    return { data, errors: errors && maskedErrors(errors, { requestId: 'id' }) };
  };
  const plan = compiled(schema, document, undefined);
  expect(plan).toBeDefined();
  return { js: await reply(interpreted(schema, document, undefined)), plan: await reply(plan!) };
}

describe('code of its own answers as graphql-js does', () => {
  test.each([
    ...Object.keys(Thing.getFields())
      .filter((name) => !['thing', 'requiredThing', 'things', 'requiredThings'].includes(name))
      .flatMap((name) => [`{ thing { name ${name} } }`, `{ thing { thing { ${name} } things { ${name} } } }`]),
    '{ thing { requiredThing { required } name } }',
    '{ thing { things { required name } } }',
    '{ thing { requiredThings { name } } }',
    '{ thing { throws rejects returnsError number picky throwsOurs requiredNull } }',
    '{ thing { a: throwsOurs b: throwsGraphql c: rejects d: later e: nothing } }',
    'query ($n: Int) { thing { sized(size: $n) } }',
    'query ($n: Int = 5) { thing { sized(size: $n, text: null) } }',
    'query ($n: Int!) { thing { sized(size: $n) } }',
    'query ($yes: Boolean!) { thing { name @include(if: $yes) later @skip(if: $yes) ...F @include(if: $yes) } } fragment F on Thing { nothing }',
    'query ($box: Box) { thing { boxed(box: $box) name } }',
    'query ($box: Box! = { size: 7 }) { thing { boxed(box: $box) } }',
    '{ __typename thing { __typename ... on Thing { name } ...F ...F } } fragment F on Thing { name required: name }',
  ])('%s', async (text) => {
    for (const variables of [
      {},
      { n: 1, yes: true },
      { n: null, yes: false },
      { n: 'x', yes: 'x' },
      { n: 2 ** 40, extra: 1 },
      { n: 1, box: { size: 1 } },
      { n: 1, box: { size: 1, lid: 'OPEN', labels: 'one', inner: { size: 2, labels: ['a', 'b'] } } },
      { n: 1, box: { size: 1, inner: { size: 'x' } } },
      { n: 1, box: { size: 1, lid: 'AJAR' } },
      { n: 1, box: { size: 1, labels: null } },
      { n: 1, box: { size: 1, other: 1 } },
      { n: 1, box: null },
    ]) {
      const { js, plan } = await both(text, variables);
      expect(plan).toEqual(js);
    }
  });

  test.each([
    ['with a scalar that may not be read twice', 'query ($by: Picked) { thing { picked(by: $by) } }'],
    ['that holds itself', 'query ($box: Endless) { thing { endless(box: $box) } }'],
  ])('an input object %s is not compiled', (_, text) => {
    expect(compiled(schema, parse(text), undefined)).toBeUndefined();
  });
});
