import {
  type DocumentNode,
  execute,
  type ExecutionResult,
  getNamedType,
  type GraphQLSchema,
  isAbstractType,
  isInputObjectType,
  isNonNullType,
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
 * By code made for this operation; undefined where graphql-jit cannot make any, and where it answers otherwise than
 * graphql-js: the fields of interfaces and unions come in an order of its own, and of an input object that is a variable it
 * does not know the defaults.
 */
export function compiled(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
): Run | undefined {
  if (asksAbstractly(schema, document) || takesInputObject(schema, document)) return undefined;
  const plan = compileQuery(schema, document, operationName);
  return isCompiledQuery(plan) ? (context, variables) => plan.query(undefined, context, variables) : undefined;
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

function takesInputObject(schema: GraphQLSchema, document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    VariableDefinition: ({ type }) => {
      found ||= isInputObjectType(getNamedType(typeFromAST(schema, type as NamedTypeNode)));
      return false;
    },
    Field: () => false,
  });
  return found;
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
