import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ApolloServer, HeaderMap } from '@apollo/server';
import type { AccessTokens } from '../auth/index.js';
import { AppError } from '../errors/index.js';
import { readBody } from '../http/body.js';
import { type Door, refuse, type Room } from '../http/index.js';
import type { Metrics } from '../observability/index.js';
import type { Cashier } from './cashier.js';
import { GraphqlContext } from './context.js';
import type { Documents, Operation } from './documents.js';
import type { Answer, GuestAnswers } from './guest-answers.js';
import type { ServeGraphiql } from './graphiql.js';
import { LIMITS } from '../limits.js';
import { maskedErrors } from './mask.js';
import { outcomeOf, replyType, send } from './reply.js';

interface Parts {
  /** Where the API answers; nothing but GraphiQL lies below. */
  path: string;
  apollo: ApolloServer<GraphqlContext>;
  tokens: AccessTokens;
  room: Room;
  documents: Documents;
  cashier: Cashier;
  answers: GuestAnswers;
  /** Off for measuring. */
  keepsAnswers: boolean;
  metrics: Metrics;
  graphiql: ServeGraphiql | undefined;
}

/**
 * A request's way. What Apollo has parsed and validated before goes down the lane, which only says yes; everything else,
 * and every no about a GraphQL request, is Apollo's.
 */
export function pipeline(parts: Parts): Door {
  const { path, apollo, tokens, room, documents, cashier, answers, metrics, graphiql } = parts;

  return async (req, res, { requestId, ip }) => {
    if (graphiql?.(req, res)) return;
    if (req.url !== path && req.url?.split('?', 1)[0] !== path)
      return refuse(res, requestId, {
        status: 404,
        code: 'NOT_FOUND',
        message: `There is nothing here: the API answers at ${path}.`,
      });
    if (req.method !== 'POST' && req.method !== 'GET') {
      res.setHeader('Allow', 'GET, POST');
      return refuse(res, requestId, {
        status: 405,
        code: 'BAD_REQUEST',
        message: 'Ask by POST, or by GET for a query.',
      });
    }
    if (room.isFull) {
      room.turnedAway();
      return refuse(res, requestId, {
        status: 503,
        code: 'UNAVAILABLE',
        message: 'Wander is busy. Try again in a second.',
        retryAfterSeconds: 1,
      });
    }
    const visit = room.enter(res, requestId);

    const body = await readBody(req);
    if (!body.ok) return refuse(res, requestId, { status: body.status, code: 'BAD_REQUEST', message: body.message });
    const request = (body.json ?? {}) as GraphqlRequest;
    if (typeof request.query === 'string' && Buffer.byteLength(request.query) > LIMITS.document.bytes)
      return refuse(res, requestId, {
        status: 400,
        code: 'GRAPHQL_VALIDATION_FAILED',
        message: `The document is larger than ${LIMITS.document.bytes / 1_000} kB.`,
      });

    let context: GraphqlContext;
    try {
      context = new GraphqlContext(req, res, requestId, ip, visit, tokens.viewerOf(req.headers.authorization));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return refuse(res, requestId, { status: 401, code: error.code, message: error.message });
    }

    if (await lane(req, res, context, request)) return;
    metrics.path('apollo');
    await viaApollo(apollo, req, res, context, body.json);
  };

  /** @returns false when the request is not one for the lane; then nothing has run. */
  async function lane(
    req: IncomingMessage,
    res: ServerResponse,
    context: GraphqlContext,
    { query, variables, operationName, extensions }: GraphqlRequest,
  ): Promise<boolean> {
    if (req.method !== 'POST' || typeof query !== 'string' || extensions != null) return false;
    if (!isObjectOrAbsent(variables) || !isStringOrAbsent(operationName)) return false;
    const type = replyType(req.headers.accept);
    const operation = type && documents.find(query, operationName);
    if (!operation || operation.kind === 'subscription') return false;
    const values = variables ?? {};
    try {
      cashier.charge(operation, context, values);
    } catch {
      return false;
    }
    context.visit!.stats = operation.stats;
    let isKept = true;
    const make = () => {
      isKept = false;
      return answerOf(operation, context, values, metrics);
    };
    const isForAll = parts.keepsAnswers && operation.isPublic && context.viewer === undefined;
    const body = isForAll ? await answers.get(operation.id, values, make) : (await make())?.body;
    if (operation.kind === 'mutation') answers.changed();
    if (body === undefined) return false;
    if (isKept) context.visit!.outcome = 'ok';
    metrics.path(isKept ? 'cached' : 'lane');
    send(res, type, body);
    return true;
  }
}

/** Runs an operation; undefined when its variables do not fit, and so nothing has run. */
async function answerOf(
  operation: Operation,
  context: GraphqlContext,
  variables: Record<string, unknown>,
  metrics: Metrics,
): Promise<Answer | undefined> {
  const { data, errors } = await operation.run(context, variables);
  if (data === undefined) return undefined;
  const masked = errors && maskedErrors(errors, context.requestId, metrics);
  context.visit!.outcome = outcomeOf({ data, ...(masked && { errors: masked }) });
  return {
    body: JSON.stringify(masked ? { errors: masked, data } : { data }),
    isWhole: masked === undefined,
  };
}

/** What a body may be; nothing of it is checked yet. */
interface GraphqlRequest {
  query?: unknown;
  variables?: unknown;
  operationName?: unknown;
  extensions?: unknown;
}

const isObjectOrAbsent = (value: unknown): value is Record<string, unknown> | null | undefined =>
  value == null || (typeof value === 'object' && !Array.isArray(value));
const isStringOrAbsent = (value: unknown): value is string | null | undefined =>
  value == null || typeof value === 'string';

async function viaApollo(
  apollo: ApolloServer<GraphqlContext>,
  req: IncomingMessage,
  res: ServerResponse,
  context: GraphqlContext,
  body: unknown,
): Promise<void> {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(req.headers))
    if (value !== undefined) headers.set(name, [value].flat().join(', '));
  const reply = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: req.method ?? 'GET',
      headers,
      search: new URL(req.url ?? '/', 'http://localhost').search,
      body,
    },
    context: () => Promise.resolve(context),
  });
  if (res.headersSent) return;
  for (const [name, value] of reply.headers) res.setHeader(name, value);
  res.statusCode = reply.status ?? 200;
  if (reply.body.kind === 'complete') return void res.end(withRequestId(reply.body.string, context.requestId));
  for await (const chunk of reply.body.asyncIterator) res.write(chunk);
  res.end();
}

/** Apollo refuses some requests before any of our hooks runs: those errors get their request id here. */
function withRequestId(text: string, requestId: string): string {
  if (!text.startsWith('{"errors"') || text.includes('"requestId"')) return text;
  const reply = JSON.parse(text) as { errors: { extensions?: object }[] };
  for (const error of reply.errors) error.extensions = { ...error.extensions, requestId };
  return JSON.stringify(reply);
}
