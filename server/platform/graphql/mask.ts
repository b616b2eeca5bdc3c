import { ApolloServerErrorCode, unwrapResolverError } from '@apollo/server/errors';
import { Logger } from '@nestjs/common';
import { BREAK, type DocumentNode, GraphQLError, type GraphQLFormattedError, type VariableNode, visit } from 'graphql';
import { AppError, ERROR_CODES, type FieldProblem, unserved } from '../errors/index.js';
import type { RequestIds } from '../http/index.js';
import type { Metrics } from '../observability/index.js';
import { LIMITS } from '../limits.js';
import { argumentPath } from './argument-path.js';

const logger = new Logger('GraphQL');
const HARMLESS = new Set<string>([...ERROR_CODES, ...Object.values(ApolloServerErrorCode)]);
const SUGGESTION = / Did you mean .*$/s;

const INTERNAL: string = ApolloServerErrorCode.INTERNAL_SERVER_ERROR;
const VALIDATION_FAILED: string = ApolloServerErrorCode.GRAPHQL_VALIDATION_FAILED;
const BAD_USER_INPUT: string = ApolloServerErrorCode.BAD_USER_INPUT;
const UNKNOWN = 'Something went wrong on our side. Try again in a moment.';

/**
 * What a reply tells of its errors: the first few, each as `masked` has it.
 * @param request whose errors they are, for the log
 * @param document where the errors are; without it they do not tell which argument is wrong
 * @param nulls variables that are null where they may not be
 */
export const maskedErrors = (
  errors: readonly GraphQLError[],
  request: RequestIds,
  metrics?: Metrics,
  document?: DocumentNode,
  nulls: readonly string[] = [],
): GraphQLFormattedError[] =>
  (errors.length === 1 ? errors : [...errors].sort(byPlace)).slice(0, LIMITS.document.errors).map((error) => {
    const told = masked(error, request, document, nulls);
    metrics?.error(String(told.extensions?.code));
    return told;
  });

/** In the document's order: which field fails first is chance. */
function byPlace(a: GraphQLError, b: GraphQLError): number {
  const [at, other] = [a.locations?.[0], b.locations?.[0]];
  if (!at || !other) return 0;
  return at.line - other.line || at.column - other.column || comparePaths(a.path ?? [], b.path ?? []);
}

function comparePaths(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  const i = a.findIndex((step, at) => step !== b[at]);
  if (i === -1) return 0;
  return typeof a[i] === 'number' && typeof b[i] === 'number' ? a[i] - b[i] : String(a[i]) < String(b[i]) ? -1 : 1;
}

/**
 * What leaves the process for an error: our own word for word, GraphQL's without its guesses, and for anything else one
 * sentence and a request id, under which the log has it once.
 */
function masked(
  error: GraphQLError,
  { requestId, traceId }: RequestIds,
  document: DocumentNode | undefined,
  nulls: readonly string[],
): GraphQLFormattedError {
  const original = unwrapResolverError(error);
  const { message, locations, path } = error;
  const where = { ...(locations && { locations }), ...(path && { path }) };
  if (original instanceof AppError) {
    if (original.code === 'UNAVAILABLE' && original.cause !== undefined)
      logger.warn({ requestId, traceId, ...unserved(original.cause) });
    return { message: original.message, ...where, extensions: { code: original.code, ...original.details, requestId } };
  }
  const code = error.extensions?.code ?? (isMistake(original) ? BAD_USER_INPUT : undefined);
  const ours = original instanceof GraphQLError && typeof code === 'string' && HARMLESS.has(code);
  if (ours && code !== INTERNAL) {
    const nullPath = document && pathOfNull(document, error, nulls);
    const sentence =
      nullPath === undefined ? shortened(message.replace(SUGGESTION, '')) : `"${nullPath}" must not be null.`;
    const fields =
      nullPath === undefined ? fieldsOf(error, code, sentence, document) : [{ path: nullPath, message: sentence }];
    return { message: sentence, ...where, extensions: { code, ...(fields && { fields }), requestId } };
  }
  logger.error({ requestId, traceId, err: original, path: path?.join('.') });
  return { message: UNKNOWN, ...where, extensions: { code: 'INTERNAL_SERVER_ERROR', requestId } };
}

/** What graphql-js says of variables, and when it runs into a null that a default had made valid. */
const isMistake = (error: unknown): boolean =>
  error instanceof GraphQLError && /^(?:Argument "\w+" (?:of|has)|Variable "\$\w+" (?:of|got)) /.test(error.message);

const MAX_MESSAGE = 300;
const shortened = (message: string): string =>
  message.length <= MAX_MESSAGE ? message : `${message.slice(0, MAX_MESSAGE)}…`;

/** Where the null stands because of which graphql-js finds a whole argument invalid, and says no more. */
function pathOfNull(
  document: DocumentNode,
  { nodes, message }: GraphQLError,
  nulls: readonly string[],
): string | undefined {
  if (nulls.length === 0 || !/^Argument "\w+" has invalid value /.test(message)) return undefined;
  let variable: VariableNode | undefined;
  visit(nodes![0]!, {
    Variable: (node) => {
      if (!nulls.includes(node.name.value)) return undefined;
      variable = node;
      return BREAK;
    },
  });
  return variable && argumentPath(document, variable);
}

/** The value that is wrong: our own BAD_USER_INPUT names it in the same way. */
function fieldsOf(
  { nodes, message }: GraphQLError,
  code: string,
  sentence: string,
  document: DocumentNode | undefined,
): FieldProblem[] | undefined {
  const isInput = code === BAD_USER_INPUT;
  if (!isInput && code !== VALIDATION_FAILED) return undefined;
  const [node] = nodes ?? [];
  const begin = (document && node && argumentPath(document, node)) ?? '';
  // Of a variable that is an object or a list graphql-js says which part of it, as in `Variable "$input" … at "input.tags[0]"`.
  const part = /^Variable "\$\w+" .* at "\w+([.[][\w.[\]]*)?"; /.exec(message)?.[1] ?? '';
  const path = [begin + part.replaceAll(/\[(\d+)\]/g, '.$1'), missingPart(message)].filter(Boolean).join('.');
  return isInput || path !== '' ? [{ path, message: sentence }] : undefined;
}

/** What is required and absent, or given and unknown, and so is no node of its own. */
const MISSING = [
  /^Field "\w+" argument "(\w+)" of type /,
  /^Field "\w+\.(\w+)" of required type /,
  /^Variable "\$\w+" .*; Field "(\w+)" (?:of required type|is not defined by type) /,
];
const missingPart = (message: string): string | undefined =>
  MISSING.map((pattern) => pattern.exec(message)?.[1]).find((name) => name !== undefined);
