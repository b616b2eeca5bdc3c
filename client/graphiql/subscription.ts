import { type ExecutionResult, GraphQLError } from 'graphql';
import { type Client, CloseCode, createClient, type SubscribePayload } from 'graphql-ws';
import type { Session } from '../src/features/session/session.js';

const TRIES = 5;

/** A connection for one subscription; it renews the token of whoever is signed in, unless `authorization` names another. */
function clientOf(session: Session, authorization: string | undefined): Client {
  const url = new URL('/graphql', location.href);
  url.protocol = url.protocol.replace('http', 'ws');
  let token: string | undefined;
  let refused: string | undefined;
  return createClient({
    url: url.href,
    retryAttempts: TRIES,
    shouldRetry: (event) => authorization === undefined || codeOf(event) !== CloseCode.Forbidden,
    connectionParams: async () => {
      if (authorization !== undefined) return { authorization };
      token = await (refused === undefined ? session.token() : session.renew(refused));
      refused = undefined;
      return token === undefined ? {} : { authorization: `Bearer ${token}` };
    },
    on: {
      closed: (event) => {
        if (codeOf(event) === CloseCode.Forbidden) refused = token;
      },
    },
  });
}

const codeOf = (event: unknown): unknown => (event as { code?: unknown } | null)?.code;

/** The events of a subscription, over a WebSocket; why it fails is the last one. */
export function subscriptionOf(
  session: Session,
  request: SubscribePayload,
  authorization: string | undefined,
): AsyncIterable<ExecutionResult> {
  const events = clientOf(session, authorization).iterate(request) as AsyncIterableIterator<ExecutionResult>;
  const failed = (error: unknown) => ({ done: false as const, value: { errors: errorsOf(error) } });
  return {
    [Symbol.asyncIterator]: () => ({
      next: () => events.next().catch(failed),
      return: () => events.return!(),
    }),
  };
}

function errorsOf(error: unknown): GraphQLError[] {
  if (Array.isArray(error)) return error as GraphQLError[];
  const { reason, message } = error as { reason?: string; message?: string };
  return [new GraphQLError(reason || message || 'Wander closed the connection.')];
}
