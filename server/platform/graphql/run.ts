import { type DocumentNode, execute, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import type { GraphqlContext } from './context.js';
import type { Operation } from './documents.js';

type Variables = Readonly<Record<string, unknown>>;

/** An operation as code of its own. */
export type Plan = (context: GraphqlContext, variables: Variables) => Promise<ExecutionResult> | ExecutionResult;

/** A plan; graphql-js where compiling fails. */
export function compilePlan(schema: GraphQLSchema, document: DocumentNode, operationName: string | undefined): Plan {
  const compiled = compileQuery(schema, document, operationName);
  if (!isCompiledQuery(compiled)) return interpret(schema, document, operationName);
  return (context, variables) => compiled.query(undefined, context, variables);
}

const interpret =
  (schema: GraphQLSchema, document: DocumentNode, operationName: string | undefined): Plan =>
  (contextValue, variableValues) =>
    execute({ schema, document, operationName, contextValue, variableValues });

/** Runs an operation: by its plan, or by graphql-js until it has one. Without `data` nothing has run. */
export function run(
  operation: Operation,
  context: GraphqlContext,
  variables: Variables,
): Promise<ExecutionResult> | ExecutionResult {
  const plan = operation.plan ?? interpret(operation.schema, operation.document, operation.name);
  return plan(context, variables);
}
