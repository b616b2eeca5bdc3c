import {
  type DocumentNode,
  getOperationAST,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  OperationTypeNode,
  parse,
  type SelectionSetNode,
  specifiedRules,
  validate,
  type ValidationRule,
} from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import { AppError } from '../../errors/index.js';
import { LIMITS } from '../../limits.js';
import type { CostLimiter } from '../cost-limiter.js';
import type { GraphqlContext } from '../context.js';
import type { Documents } from '../documents.js';
import { variablesProblem } from '../variables.js';
import type { Allowance } from './parties.js';
import type { SubscriptionRequest } from './subscription.js';

/** Why a subscription is refused. */
export class Refusal extends Error {
  constructor(
    readonly errors: readonly GraphQLError[],
    readonly document?: DocumentNode,
  ) {
    super('The subscription is refused.');
  }
}

/** There were more documents that are new or refused than anybody may send. */
export class DocumentFlood extends Error {}

/** Reads what clients subscribe to, by the same rules and prices as HTTP. */
export class SubscriptionReader {
  private readonly rules: readonly ValidationRule[];

  constructor(
    private readonly schema: GraphQLSchema,
    rules: readonly ValidationRule[],
    private readonly documents: Documents,
    private readonly costs: CostLimiter,
  ) {
    this.rules = [...specifiedRules, ...rules];
  }

  /**
   * Charges what the subscription costs. A document that is not known is paid for before it is parsed, and one that is known
   * but refused after that.
   * @throws Refusal, DocumentFlood
   */
  read(payload: SubscribePayload, context: GraphqlContext, allowance: Allowance): SubscriptionRequest {
    try {
      const known = this.documents.known(payload.query);
      if (!known) this.chargeDocument(context, allowance);
      try {
        return this.requestOf(known ?? this.parse(payload.query), payload, context);
      } catch (error) {
        if (known && !isRateLimited(error)) this.chargeDocument(context, allowance);
        throw error;
      }
    } catch (error) {
      if (error instanceof GraphQLError) throw new Refusal([error]);
      throw error;
    }
  }

  private chargeDocument(context: GraphqlContext, allowance: Allowance): void {
    this.costs.chargeDocument(context);
    if (!allowance.documents.take(1)) throw new DocumentFlood();
  }

  private requestOf(
    document: DocumentNode,
    { operationName: name, variables }: SubscribePayload,
    contextValue: GraphqlContext,
  ): SubscriptionRequest {
    const operationName = name === '' ? undefined : name;
    const node = getOperationAST(document, operationName);
    if (!node)
      throw refusal(
        operationName == null
          ? 'Without `operationName` a document must have one operation.'
          : 'There is no operation of that name.',
      );
    if (node.operation !== OperationTypeNode.SUBSCRIPTION)
      throw refusal('Only subscriptions are answered here: ask by POST.');
    if (hasCondition(node.selectionSet, document))
      throw refusal('The field of a subscription cannot have @skip or @include.');
    const problem = variablesProblem(variables);
    if (problem !== undefined) throw refusal(problem, 'BAD_REQUEST');
    const operation = this.documents.operationOf(document, node);
    const variableValues = variables ?? {};
    this.costs.charge(operation, contextValue, variableValues);
    return { args: { schema: this.schema, document, operationName, variableValues, contextValue }, operation };
  }

  private parse(text: string): DocumentNode {
    if (Buffer.byteLength(text) > LIMITS.document.bytes)
      throw refusal(`The document is larger than ${LIMITS.document.bytes / 1_000} kB.`);
    let document: DocumentNode;
    try {
      document = parse(text, { maxTokens: LIMITS.document.tokens });
    } catch (error) {
      const { message, source, positions } = error as GraphQLError;
      throw new GraphQLError(message, { source, positions, extensions: { code: 'GRAPHQL_PARSE_FAILED' } });
    }
    const errors = validate(this.schema, document, this.rules, { maxErrors: LIMITS.document.errors });
    if (errors.length > 0)
      throw new Refusal(
        errors.map(({ message, nodes }) => refusal(message, VALIDATION_FAILED, nodes)),
        document,
      );
    this.documents.keep(document);
    return document;
  }
}

const isRateLimited = (error: unknown): boolean => error instanceof AppError && error.code === 'RATE_LIMITED';

const VALIDATION_FAILED = 'GRAPHQL_VALIDATION_FAILED';
const refusal = (message: string, code = VALIDATION_FAILED, nodes: GraphQLError['nodes'] = undefined): GraphQLError =>
  new GraphQLError(message, { nodes: nodes ?? null, extensions: { code } });

/** Whether a field at the root may be left out, with which graphql-js fails: it needs one to subscribe to. */
const hasCondition = ({ selections }: SelectionSetNode, document: DocumentNode): boolean =>
  selections.some((selection) => {
    if (selection.directives?.some(({ name }) => name.value === 'skip' || name.value === 'include')) return true;
    if (selection.kind === Kind.FIELD) return false;
    if (selection.kind === Kind.INLINE_FRAGMENT) return hasCondition(selection.selectionSet, document);
    return document.definitions.some(
      (definition) =>
        definition.kind === Kind.FRAGMENT_DEFINITION &&
        definition.name.value === selection.name.value &&
        hasCondition(definition.selectionSet, document),
    );
  });
