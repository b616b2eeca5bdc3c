import { type DocumentNode, execute, type ExecutionResult, type GraphQLSchema } from 'graphql';
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

/** By code made for this operation; undefined where graphql-jit cannot make any. */
export function compiled(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
): Run | undefined {
  const plan = compileQuery(schema, document, operationName);
  return isCompiledQuery(plan) ? (context, variables) => plan.query(undefined, context, variables) : undefined;
}
