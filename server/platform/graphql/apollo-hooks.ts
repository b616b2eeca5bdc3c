import type { ApolloServerPlugin, HTTPGraphQLHead, HTTPGraphQLRequest } from '@apollo/server';
import { GraphQLError } from 'graphql';
import { AppError } from '../errors/index.js';
import { errorType } from '../http/index.js';
import type { Metrics } from '../observability/index.js';
import { nameOperation } from '../tracing/index.js';
import { answerTooLarge } from './answer-too-large.js';
import type { GraphqlContext } from './context.js';
import type { CostLimiter } from './cost-limiter.js';
import type { Documents } from './documents.js';
import type { GuestAnswers } from './guest-answers.js';
import { isBeyondLimits } from './limits.js';
import { maskedErrors } from './mask.js';
import { told } from './rate-limit.js';
import { acceptsAnswers, outcomeOf, retryAfter, statusOf } from './reply.js';

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
        // Apollo would refuse it after it was run.
        if (operation.operation === 'mutation' && !acceptsAnswers(request.http?.headers.get('accept')))
          throw badRequest('The answer is JSON, which the Accept header of this request does not allow.');
        const known = documents.operationOf(document, operation);
        contextValue.lifetime!.stats = known.stats;
        nameOperation(known.kind, known.stats.operation);
        costs.charge(known, contextValue, request.variables ?? {});
        if (operation.operation === 'mutation') contextValue.lifetime!.isWriting = true;
        return Promise.resolve();
      },
      willSendResponse: ({ response: { body, http }, errors: found, request, document, operation, contextValue }) => {
        if (operation?.operation === 'mutation') answers.changed();
        if (body.kind !== 'single') return Promise.resolve();
        const isSubscription = operation?.operation === 'subscription';
        // Apollo refuses one by GET in words of its own, as if another method would do.
        const errors = isSubscription ? [overWebSocket()] : found;
        const result = body.singleResult;
        if (errors && result.data !== undefined) costs.chargeErrors(contextValue, errors.length);
        if (errors) {
          const nulls =
            document && operation && documents.operationOf(document, operation).nullsIn(request.variables ?? {});
          result.errors = maskedErrors(errors, contextValue, metrics, document, nulls);
        }
        const isTooLarge = costs.settle(contextValue, result.data) === 'too large';
        if (isTooLarge) {
          delete result.data;
          result.errors = maskedErrors([answerTooLarge()], contextValue, metrics);
        }
        if (request.extensions?.cost === true && contextValue.charge)
          result.extensions = { cost: told(contextValue.charge) };
        contextValue.lifetime!.outcome = isTooLarge ? 'error' : outcomeOf(result);
        const retryAfterSeconds = retryAfter(result.errors);
        if (retryAfterSeconds !== undefined) http.headers.set('retry-after', String(retryAfterSeconds));
        if (result.data !== undefined) http.status = 200;
        else if (isSubscription) refuseSubscription(http, request.http?.headers.get('accept'));
        else {
          const isMistake = errors?.[0] && isMistakeInGraphql(errors[0]);
          const status = statusOf(result.errors?.[0]) ?? http.status;
          http.status = isMistake && asksForPlainJson(request.http) ? 200 : status;
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

/** Also in JSON to clients that accept nothing but a stream of events, as some ask for subscriptions. */
function refuseSubscription(http: HTTPGraphQLHead, accept: string | undefined): void {
  http.status = 400;
  http.headers.delete('allow');
  http.headers.set('content-type', errorType(accept));
}

const badRequest = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'BAD_REQUEST', http: { status: 400 } } });

const overWebSocket = (): GraphQLError =>
  badRequest('Subscriptions are answered over a WebSocket (graphql-transport-ws) at this address.');
