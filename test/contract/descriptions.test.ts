import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import {
  buildSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';

const schema = buildSchema(readFileSync('server/schema.graphql', 'utf8'));

interface Element {
  path: string;
  description: string | null | undefined;
}

const elements = Object.values(schema.getTypeMap())
  .filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type))
  .flatMap((type): Element[] => {
    const below = (parent: string, members: readonly { name: string; description: string | null | undefined }[]) =>
      members.map(({ name, description }) => ({ path: `${parent}.${name}`, description }));
    const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
    return [
      { path: type.name, description: type.description },
      ...below(type.name, fields),
      ...fields.flatMap(({ name, args }) => below(`${type.name}.${name}`, args)),
      ...below(type.name, isInputObjectType(type) ? Object.values(type.getFields()) : []),
      ...below(type.name, isEnumType(type) ? type.getValues() : []),
    ];
  });

test('everything in the schema is described in whole sentences', () => {
  expect(elements.length).toBeGreaterThan(500);
  const undescribed = elements.filter(({ description }) => !/^[A-Z`].*\.$/s.test(description ?? ''));
  expect(undescribed.map(({ path }) => path)).toEqual([]);
});
