import {
  type DocumentNode,
  execute,
  type ExecutionResult,
  getNamedType,
  getOperationAST,
  getVariableValues,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isNonNullType,
  isSpecifiedScalarType,
  Kind,
  type NamedTypeNode,
  type OperationDefinitionNode,
  typeFromAST,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import type { GraphqlContext } from './context.js';

/** A way to run one operation. A result without `data` says that nothing has run. */
export type Run = (
  context: GraphqlContext,
  variables: Readonly<Record<string, unknown>>,
) => Promise<ExecutionResult> | ExecutionResult;

/** By graphql-js, which walks the document each time. */
export const interpreted =
  (schema: GraphQLSchema, document: DocumentNode, operationName: string | undefined): Run =>
  (contextValue, variableValues) =>
    execute({ schema, document, operationName, contextValue, variableValues });

/**
 * By code made for this operation; undefined where graphql-jit cannot make any, and for interfaces and unions: their
 * fields it answers in an order of its own.
 */
export function compiled(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
): Run | undefined {
  if (asksAbstractly(schema, document)) return undefined;
  const inputs = inputObjectsOf(schema, document);
  if (!inputs.every((type) => readsTheSameTwice(type))) return undefined;
  const plan = compileQuery(schema, document, operationName);
  if (!isCompiledQuery(plan)) return undefined;
  if (inputs.length === 0) return (context, variables) => plan.query(undefined, context, variables);
  // graphql-jit does not know the defaults of an input object's fields: graphql-js reads such variables before it.
  const definitions = getOperationAST(document, operationName)!.variableDefinitions!;
  return (context, variables) => {
    const { coerced, errors } = getVariableValues(schema, definitions, variables);
    return errors ? { errors } : plan.query(undefined, context, coerced);
  };
}

function asksAbstractly(schema: GraphQLSchema, document: DocumentNode): boolean {
  const types = new TypeInfo(schema);
  let found = false;
  visit(
    document,
    visitWithTypeInfo(types, {
      SelectionSet: () => {
        found ||= isAbstractType(types.getParentType());
      },
    }),
  );
  return found;
}

/** Of the variables of all operations. */
function inputObjectsOf(schema: GraphQLSchema, document: DocumentNode): GraphQLInputObjectType[] {
  const found: GraphQLInputObjectType[] = [];
  visit(document, {
    VariableDefinition: ({ type }) => {
      const named = getNamedType(typeFromAST(schema, type as NamedTypeNode));
      if (isInputObjectType(named)) found.push(named);
      return false;
    },
    Field: () => false,
  });
  return found;
}

/**
 * Whether what graphql-js makes of its values can be read once more: GraphQL's own scalars, and enums whose values are
 * their names. Not where an input object holds itself: graphql-jit would compile for ever.
 */
function readsTheSameTwice(type: GraphQLInputType, ...within: GraphQLInputType[]): boolean {
  const named = getNamedType(type);
  if (isSpecifiedScalarType(named)) return true;
  if (isEnumType(named)) return named.getValues().every(({ name, value }) => name === value);
  return (
    isInputObjectType(named) &&
    !within.includes(named) &&
    Object.values(named.getFields()).every((field) => readsTheSameTwice(field.type, ...within, named))
  );
}

/**
 * The variables that may be null by their own type, but not where they are used: a default makes that valid, and a null
 * that is given then fails.
 */
export function failsWhenNull(schema: GraphQLSchema, document: DocumentNode, node: OperationDefinitionNode): string[] {
  const nullable = new Set(
    (node.variableDefinitions ?? [])
      .filter(({ type }) => type.kind !== Kind.NON_NULL_TYPE)
      .map(({ variable }) => variable.name.value),
  );
  const found = new Set<string>();
  if (nullable.size === 0) return [];
  const types = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(types, {
      VariableDefinition: () => false,
      Variable: ({ name }) => {
        if (nullable.has(name.value) && isNonNullType(types.getInputType())) found.add(name.value);
      },
    }),
  );
  return [...found];
}
