import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ApolloServer, HeaderMap } from '@apollo/server';
import type { AccessTokens } from '../auth/index.js';
import { AppError } from '../errors/index.js';
import { readBody } from '../http/body.js';
import type { Exchange } from '../http/front.js';
import { GraphqlContext } from './context.js';
import type { ServeGraphiql } from './graphiql.js';

interface Parts {
  /** Where the API answers; nothing but GraphiQL lies below. */
  path: string;
  apollo: ApolloServer<GraphqlContext>;
  tokens: AccessTokens;
  graphiql: ServeGraphiql | undefined;
}

/** A request's way: body, viewer, then Apollo. What is refused here is answered in GraphQL's form, with nothing executed. */
export function pipeline({ path, apollo, tokens, graphiql }: Parts) {
  return async (req: IncomingMessage, res: ServerResponse, { requestId, ip }: Exchange): Promise<void> => {
    if (graphiql?.(req, res)) return;
    if (req.url?.split('?', 1)[0] !== path)
      return refuse(res, 404, 'NOT_FOUND', `There is nothing here: the API answers at ${path}.`, requestId);
    if (req.method !== 'GET' && req.method !== 'POST') {
      res.setHeader('Allow', 'GET, POST');
      return refuse(res, 405, 'BAD_REQUEST', 'Ask by POST, or by GET for a query.', requestId);
    }
    const body = await readBody(req);
    if (!body.ok) return refuse(res, body.status, 'BAD_REQUEST', body.message, requestId);
    let context: GraphqlContext;
    try {
      context = new GraphqlContext(req, res, requestId, ip, tokens.viewerOf(req.headers.authorization));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return refuse(res, 401, error.code, error.message, requestId);
    }
    const headers = new HeaderMap();
    for (const [name, value] of Object.entries(req.headers))
      if (value !== undefined) headers.set(name, [value].flat().join(', '));
    const reply = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method: req.method ?? 'GET',
        headers,
        search: new URL(req.url ?? '/', 'http://localhost').search,
        body: body.json,
      },
      context: () => Promise.resolve(context),
    });
    for (const [name, value] of reply.headers) res.setHeader(name, value);
    res.statusCode = reply.status ?? 200;
    if (reply.body.kind === 'complete') return void res.end(withRequestId(reply.body.string, requestId));
    for await (const chunk of reply.body.asyncIterator) res.write(chunk);
    res.end();
  };
}

/** Apollo refuses some requests before any of our hooks runs: those errors get their request id here. */
function withRequestId(text: string, requestId: string): string {
  if (!text.startsWith('{"errors"') || text.includes('"requestId"')) return text;
  const reply = JSON.parse(text) as { errors: { extensions?: object }[] };
  for (const error of reply.errors) error.extensions = { ...error.extensions, requestId };
  return JSON.stringify(reply);
}

function refuse(res: ServerResponse, status: number, code: string, message: string, requestId: string): void {
  res.statusCode = status;
  res.setHeader('Content-Type', 'application/json; charset=utf-8');
  if (status === 413) res.setHeader('Connection', 'close');
  res.end(JSON.stringify({ errors: [{ message, extensions: { code, requestId } }] }));
}
