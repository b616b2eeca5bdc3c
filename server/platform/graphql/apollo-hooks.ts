import type { ApolloServerPlugin, HTTPGraphQLRequest } from '@apollo/server';
import { GraphQLError } from 'graphql';
import { AppError } from '../errors/index.js';
import type { Metrics } from '../observability/index.js';
import { answerTooLarge } from './answer-too-large.js';
import type { GraphqlContext } from './context.js';
import type { CostLimiter } from './cost-limiter.js';
import type { Documents } from './documents.js';
import type { GuestAnswers } from './guest-answers.js';
import { isBeyondLimits } from './limits.js';
import { maskedErrors } from './mask.js';
import { told } from './rate-limit.js';
import { outcomeOf, statusOf } from './reply.js';

/** The pipeline's steps for what Apollo answers: the same functions, called from its hooks. */
export const apolloHooks = (
  documents: Documents,
  costs: CostLimiter,
  answers: GuestAnswers,
  metrics: Metrics,
): ApolloServerPlugin<GraphqlContext> => ({
  requestDidStart: () =>
    Promise.resolve({
      didResolveOperation: ({ document, operation, request, contextValue }) => {
        // Apollo calls this also when no operation has the name that was asked for, and refuses that afterwards.
        if (operation === undefined) return Promise.resolve();
        if (operation.operation === 'subscription') throw overWebSocket();
        const known = documents.operationOf(document, operation);
        contextValue.lifetime!.stats = known.stats;
        costs.charge(known, contextValue, request.variables ?? {});
        if (operation.operation === 'mutation') contextValue.lifetime!.isWriting = true;
        return Promise.resolve();
      },
      willSendResponse: ({ response: { body, http }, errors, request, operation, contextValue }) => {
        if (operation?.operation === 'mutation') answers.changed();
        if (body.kind !== 'single') return Promise.resolve();
        const result = body.singleResult;
        if (errors && result.data !== undefined) costs.chargeErrors(contextValue, errors.length);
        if (errors) result.errors = maskedErrors(errors, contextValue.requestId, metrics);
        const isTooLarge = costs.settle(contextValue, result.data) === 'too large';
        if (isTooLarge) {
          delete result.data;
          result.errors = maskedErrors([answerTooLarge()], contextValue.requestId, metrics);
        }
        if (request.extensions?.cost === true && contextValue.charge)
          result.extensions = { cost: told(contextValue.charge) };
        contextValue.lifetime!.outcome = isTooLarge ? 'error' : outcomeOf(result);
        if (result.data !== undefined) http.status = 200;
        else {
          const { status, retryAfterSeconds } = statusOf(result.errors?.[0]);
          const isMistake = errors?.[0] && isMistakeInGraphql(errors[0]);
          http.status = isMistake && asksForPlainJson(request.http) ? 200 : (status ?? http.status);
          if (retryAfterSeconds !== undefined) http.headers.set('retry-after', String(retryAfterSeconds));
        }
        return Promise.resolve();
      },
    }),
});

const MISTAKES = ['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT'];

/** A document or variables that are not right as GraphQL; not one that asks for too much. */
const isMistakeInGraphql = (error: GraphQLError): boolean =>
  MISTAKES.includes(String(error.extensions.code)) && !(error instanceof AppError) && !isBeyondLimits(error);

/** GraphQL over HTTP: whoever names `application/json` and not the newer type reads the errors, not the status. */
function asksForPlainJson(http: HTTPGraphQLRequest | undefined): boolean {
  const accept = http?.headers.get('accept') ?? '';
  return accept.includes('application/json') && !accept.includes('application/graphql-response+json');
}

const overWebSocket = (): GraphQLError =>
  new GraphQLError('Subscriptions are answered over a WebSocket (graphql-transport-ws) at this address.', {
    extensions: { code: 'BAD_REQUEST' },
  });
