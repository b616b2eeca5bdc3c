import type { IncomingMessage } from 'node:http';
import { type ApolloServer, HeaderMap } from '@apollo/server';
import type { AccessTokens } from '../auth/index.js';
import type { Database } from '../database/index.js';
import { AppError, unavailable } from '../errors/index.js';
import { readBody } from '../http/body.js';
import { type FrontResponse, type PathHandler, refuse, refuseFor, type RequestLifetime } from '../http/index.js';
import { LIMITS } from '../limits.js';
import type { LoopWatch, Metrics } from '../observability/index.js';
import { inOperation } from '../tracing/index.js';
import { answerTooLarge } from './answer-too-large.js';
import { GraphqlContext } from './context.js';
import type { CostLimiter } from './cost-limiter.js';
import type { Documents, Operation } from './documents.js';
import type { Answer, GuestAnswers } from './guest-answers.js';
import type { ServeGraphiql } from './graphiql.js';
import { maskedErrors } from './mask.js';
import { outcomeOf, plainAccept, replyType, retryAfter, send, statusOf } from './reply.js';
import {
  documentProblem,
  type GraphqlRequest,
  persistedHash,
  requestOfAddress,
  requestOfBody,
  type Source,
} from './request.js';
import { variablesProblem } from './variables.js';

interface Parts {
  /** Where the API answers; nothing but GraphiQL lies below. */
  path: string;
  apollo: ApolloServer<GraphqlContext>;
  tokens: AccessTokens;
  loop: LoopWatch;
  documents: Documents;
  costs: CostLimiter;
  answers: GuestAnswers;
  /** Off for measuring. */
  cachesAnswers: boolean;
  metrics: Metrics;
  database: Database;
  graphiql: ServeGraphiql | undefined;
}

/**
 * A request's way. A document that Apollo has parsed and validated before takes the fast path, which only says yes; everything
 * else, and every no about a GraphQL request, is Apollo's.
 */
export function pipeline(parts: Parts): PathHandler {
  const { path, tokens, loop, documents, costs, answers, metrics, graphiql } = parts;
  const unknown = metrics.operation(undefined, 'none');

  return async (req, res, { requestId, ip, lifetime }) => {
    if (graphiql?.(req, res, lifetime)) return;
    if (req.url !== path && req.url?.split('?', 1)[0] !== path)
      return refuse(res, requestId, {
        status: 404,
        code: 'NOT_FOUND',
        message: `There is nothing here: the API answers at ${path}.`,
      });
    if (req.method !== 'POST' && !isReading(req)) {
      res.setHeader('Allow', 'GET, HEAD, POST');
      return refuse(res, requestId, {
        status: 405,
        code: 'BAD_REQUEST',
        message: 'Use POST, or GET for a query.',
      });
    }
    if (req.headers.accept) req.headers.accept = plainAccept(req.headers.accept);
    lifetime.stats = unknown;
    if (loop.isLate) {
      lifetime.outcome = 'unavailable';
      return refuseFor(res, requestId, unavailable());
    }
    let read = isReading(req) ? requestOfAddress(req.url) : undefined;
    if (!read) {
      const body = await readBody(req, lifetime);
      if (!body.ok) {
        const { error } = body;
        if (error instanceof AppError) return refuseFor(res, requestId, error);
        return refuse(res, requestId, { ...error, code: 'BAD_REQUEST' });
      }
      read = requestOfBody(body.json);
    }
    const { request, source } = read;
    const problem =
      variablesProblem(request.variables) ?? variablesProblem(request.extensions) ?? documentProblem(request, source);
    if (problem !== undefined) return refuse(res, requestId, { status: 400, code: 'BAD_REQUEST', message: problem });
    if (typeof request.query === 'string' && Buffer.byteLength(request.query) > LIMITS.document.bytes)
      return refuse(res, requestId, {
        status: 400,
        code: 'GRAPHQL_VALIDATION_FAILED',
        message: `The document is larger than ${LIMITS.document.bytes / 1_000} kB.`,
      });

    let context: GraphqlContext;
    try {
      const viewer = tokens.viewerOf(req.headers.authorization);
      lifetime.enter(viewer?.id);
      context = new GraphqlContext(req, res, requestId, ip, lifetime, viewer);
      costs.chargeReading(context, { body: lifetime.bodyBytes });
    } catch (error) {
      return refuseByError(res, requestId, lifetime, error);
    }

    const text = textOf(request);
    if (await fastPath(req, res, context, request, text)) return;
    try {
      const isKnown = text !== undefined && documents.known(text) !== undefined;
      if (!isKnown) costs.chargeReading(context, { body: 0, newDocument: text?.length ?? 0 });
    } catch (error) {
      return refuseByError(res, requestId, lifetime, error);
    }
    metrics.path('apollo');
    await viaApollo(parts, req, res, context, source);
    if (lifetime.outcome === 'refused') costs.chargeRefusal(context);
  };

  /** The document's text, sent as it is or known by its hash. */
  function textOf(request: GraphqlRequest): string | undefined {
    if (typeof request.query === 'string') return request.query;
    const hash = persistedHash(request);
    return hash === undefined ? undefined : documents.textOf(hash);
  }

  /** @returns false when the request is not one for the fast path; then nothing has run. */
  async function fastPath(
    req: IncomingMessage,
    res: FrontResponse,
    context: GraphqlContext,
    { query, variables, operationName, extensions }: GraphqlRequest,
    text: string | undefined,
  ): Promise<boolean> {
    if (text === undefined || (extensions != null && !isPlain(extensions, query === undefined))) return false;
    if (!isObjectOrAbsent(variables) || !isStringOrAbsent(operationName)) return false;
    const type = replyType(req.headers.accept);
    const operation = type && documents.find(text, operationName);
    if (!operation || operation.kind === 'subscription') return false;
    if (isReading(req) && operation.kind !== 'query') return false;
    const values = variables ?? {};
    try {
      costs.charge(operation, context, values);
    } catch {
      return false;
    }
    context.lifetime!.stats = operation.stats;
    if (operation.kind === 'mutation') context.lifetime!.isWriting = true;
    try {
      const { answer, isCached } = await answerOf(operation, context, values, parts);
      if (operation.kind === 'mutation') answers.changed();
      if (answer === undefined) return false;
      metrics.path(isCached ? 'cached' : 'fast_path');
      send(res, type, answer.body, sizeWithin(answer.body, context), answer.retryAfterSeconds);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      sendError(res, type, error, context, metrics);
    }
    return true;
  }
}

/** Node leaves the body out of what is answered to HEAD. */
const isReading = ({ method }: IncomingMessage): boolean => method === 'GET' || method === 'HEAD';

/** @throws what is no error meant for people. */
function refuseByError(res: FrontResponse, requestId: string, lifetime: RequestLifetime, error: unknown): void {
  if (!(error instanceof AppError)) throw error;
  if (error.code === 'UNAVAILABLE') lifetime.outcome = 'unavailable';
  refuseFor(res, requestId, error);
}

/** The answer's size in bytes. @throws AppError when it is too large, or memory for answers is used up. */
function sizeWithin(body: string, { lifetime }: GraphqlContext): number {
  const bytes = Buffer.byteLength(body);
  // What has been written is told, whatever its size.
  if (bytes > LIMITS.request.answerBytes && !lifetime!.isWriting) throw answerTooLarge();
  lifetime!.answerHas(bytes);
  return bytes;
}

/** Sends an error in place of an answer. */
function sendError(res: FrontResponse, type: string, error: AppError, context: GraphqlContext, metrics: Metrics): void {
  context.lifetime!.outcome = error.code === 'UNAVAILABLE' ? 'unavailable' : 'error';
  if (res.headersSent) return;
  const errors = maskedErrors([error], context, metrics);
  const retryAfterSeconds = retryAfter(errors);
  res.statusCode = statusOf(errors[0]) ?? 500;
  res.setHeader('Content-Type', type);
  if (retryAfterSeconds !== undefined) res.setHeader('Retry-After', retryAfterSeconds);
  res.end(JSON.stringify({ errors }));
}

interface Answering {
  answers: GuestAnswers;
  cachesAnswers: boolean;
  costs: CostLimiter;
  metrics: Metrics;
  database: Database;
}

/**
 * Answers an operation that was charged for: to a guest by the answer that is kept for all of them, where there is one.
 * @returns no `answer` when the variables do not fit, and so nothing has run
 */
export async function answerOf(
  operation: Operation,
  context: GraphqlContext,
  variables: Record<string, unknown>,
  { answers, cachesAnswers, costs, metrics, database }: Answering,
): Promise<{ answer: Answer | undefined; isCached: boolean }> {
  const isForAll = cachesAnswers && operation.isPublic && context.viewer === undefined;
  if (!isForAll) return { answer: await run(operation, context, variables, costs, metrics, database), isCached: false };
  let isCached = true;
  const answer = await answers.get(operation.id, variables, () => {
    isCached = false;
    return run(operation, context, variables, costs, metrics, database);
  });
  if (isCached && answer !== undefined) {
    context.lifetime!.outcome = 'ok';
    costs.reduceTo(answer.cost, context);
  }
  return { answer, isCached };
}

async function run(
  operation: Operation,
  context: GraphqlContext,
  variables: Record<string, unknown>,
  costs: CostLimiter,
  metrics: Metrics,
  database: Database,
): Promise<Answer | undefined> {
  const { data, errors } = await inOperation(operation.kind, operation.stats.operation, () =>
    database.within(context, () => operation.run(context, variables)),
  );
  if (data === undefined) return undefined;
  if (costs.settle(context, data) === 'too large') throw answerTooLarge();
  if (errors) costs.chargeErrors(context, errors.length);
  const masked = errors && maskedErrors(errors, context, metrics, operation.document, operation.nullsIn(variables));
  context.lifetime!.outcome = outcomeOf({ data, ...(masked && { errors: masked }) });
  return {
    body: JSON.stringify(masked ? { errors: masked, data } : { data }),
    isWhole: masked === undefined,
    cost: context.charge?.cost ?? 0,
    ...(masked && { retryAfterSeconds: retryAfter(masked) }),
  };
}

/**
 * Whether extensions change nothing of an answer, such as the name of a client's library.
 * @param isPersisted whether the document is known by the hash in them, and so need not be compared with it
 */
const isPlain = (extensions: unknown, isPersisted: boolean): boolean =>
  typeof extensions === 'object' &&
  !Array.isArray(extensions) &&
  !('cost' in extensions!) &&
  (isPersisted || !('persistedQuery' in extensions!));

const isObjectOrAbsent = (value: unknown): value is Record<string, unknown> | null | undefined =>
  value == null || (typeof value === 'object' && !Array.isArray(value));
const isStringOrAbsent = (value: unknown): value is string | null | undefined =>
  value == null || typeof value === 'string';

async function viaApollo(
  { apollo, database, metrics }: Parts,
  req: IncomingMessage,
  res: FrontResponse,
  context: GraphqlContext,
  { body, search }: Source,
): Promise<void> {
  const method = isReading(req) ? 'GET' : req.method!;
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(req.headers))
    if (value !== undefined) headers.set(name, [value].flat().join(', '));
  // Without a body it means nothing, but some clients send it with every request.
  if (method === 'GET') headers.delete('content-type');
  const reply = await inOperation('graphql', undefined, () =>
    database.within(context, () =>
      apollo.executeHTTPGraphQLRequest({
        httpGraphQLRequest: { method, headers, search, body },
        context: () => Promise.resolve(context),
      }),
    ),
  );
  if (res.headersSent) return;
  for (const [name, value] of reply.headers) res.setHeader(name, value);
  res.statusCode = reply.status ?? 200;
  if (reply.body.kind === 'chunked') throw new Error('Answers in parts are not part of this API.');
  const text = withRequestId(reply.body.string, context.requestId);
  try {
    sizeWithin(text, context);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return sendError(res, reply.headers.get('content-type') ?? 'application/json', error, context, metrics);
  }
  res.end(text);
}

/** Apollo refuses some requests before any of our hooks runs: those errors get their request id here. */
function withRequestId(text: string, requestId: string): string {
  if (!text.startsWith('{"errors"') || text.includes('"requestId"')) return text;
  const reply = JSON.parse(text) as { errors: { extensions?: object }[] };
  for (const error of reply.errors) error.extensions = { ...error.extensions, requestId };
  return JSON.stringify(reply);
}
