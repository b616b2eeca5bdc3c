import { ApolloLink } from '@apollo/client';
import { ServerError } from '@apollo/client/errors';
import { catchError, defer, from, mergeMap, type Observable, of, retry, throwError, timer } from 'rxjs';
import { readError } from '../lib/api-error.js';

/** Who signs requests; `features/session` is the one there is. */
export interface Credentials {
  /** The access token; undefined for a guest. Rejects when it cannot be had because Wander does not answer. */
  token(): Promise<string | undefined>;
  /** A newer token than the refused one; undefined when the session is over. */
  renew(refused: string): Promise<string | undefined>;
}

const unauthenticated = ({ errors }: ApolloLink.Result) =>
  errors?.some((error) => error.extensions?.code === 'UNAUTHENTICATED') ?? false;

/** A refused token comes as HTTP 401; its body says what it means, as in any other answer. */
function answerOf(error: unknown): Observable<ApolloLink.Result> {
  if (ServerError.is(error) && error.statusCode === 401) {
    try {
      return of(JSON.parse(error.bodyText) as ApolloLink.Result);
    } catch {
      // Not from the API: some proxy asks for a password of its own.
    }
  }
  return throwError(() => error);
}

/** Adds the access token; a refused one is renewed once and the request repeated, so that nobody notices. */
export function authLink(credentials: Credentials): ApolloLink {
  return new ApolloLink((operation, forward) => {
    if (operation.getContext().anonymous) return forward(operation);
    const send = (token: string | undefined) => {
      if (token) {
        operation.setContext(({ headers }: { headers?: Record<string, string> }) => ({
          headers: { ...headers, authorization: `Bearer ${token}` },
        }));
      }
      return forward(operation).pipe(catchError(answerOf));
    };
    return from(credentials.token()).pipe(
      mergeMap((token) =>
        send(token).pipe(
          mergeMap((result) => {
            if (!token || !unauthenticated(result)) return of(result);
            return from(credentials.renew(token)).pipe(mergeMap((next) => (next ? send(next) : of(result))));
          }),
        ),
      ),
    );
  });
}

const waits = [300, 1_200];
/** Whoever is told to come back later comes back by themselves, not by a link that asks twice more in a second. */
const mayPass = (error: unknown) => {
  const { code, retryAfterSeconds } = readError(error);
  return (code === 'NO_ANSWER' || code === 'UNAVAILABLE') && retryAfterSeconds === undefined;
};

/** A query that got no answer is asked twice more; a mutation never is, its caller decides. */
export const retryLink = new ApolloLink((operation, forward) => {
  if (operation.query.definitions.some((one) => one.kind === 'OperationDefinition' && one.operation !== 'query')) {
    return forward(operation);
  }
  return defer(() => forward(operation)).pipe(
    retry({
      count: waits.length,
      delay: (error: unknown, attempt) => (mayPass(error) ? timer(waits[attempt - 1] ?? 0) : throwError(() => error)),
    }),
  );
});
