import { ApolloLink } from '@apollo/client';
import { ServerError } from '@apollo/client/errors';
import { catchError, defer, from, map, mergeMap, type Observable, of, retry, throwError, timer } from 'rxjs';
import { readError } from '../lib/api-error.js';
import type { Credentials } from './credentials.js';
import type { RequestContext } from './request-context.js';

/** What the person for whom a request was meant is told in the place of an answer. */
const signedOut: ApolloLink.Result = { errors: [{ message: '', extensions: { code: 'UNAUTHENTICATED' } }] };

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
    const context = operation.getContext() as RequestContext;
    if (context.anonymous) return forward(operation);
    const type: string = operation.operationType;
    const isWrite = type === 'mutation';
    const person = context.person ?? (isWrite ? credentials.viewerId() : undefined);
    const send = (token: string | undefined) => {
      if (person !== undefined && credentials.viewerId() !== person) return of(signedOut);
      if (token) {
        operation.setContext(({ headers }: RequestContext) => ({
          headers: {
            ...headers,
            authorization: `Bearer ${token}`,
            ...(isWrite && person !== undefined && { 'x-expected-viewer': person }),
          },
        }));
      }
      return forward(operation).pipe(catchError(answerOf));
    };
    return from(credentials.token()).pipe(
      mergeMap((token) =>
        send(token).pipe(
          mergeMap((result) => {
            if (!token || result === signedOut || !unauthenticated(result)) return of(result);
            return from(credentials.renew(token)).pipe(mergeMap((next) => (next ? send(next) : of(result))));
          }),
        ),
      ),
    );
  });
}

const waits = [300, 1_200];
/** Without a network nothing comes a second later either. Whoever is told to come back later comes back by themselves, not by a link that asks twice more in a second. */
const mayPass = (error: unknown) => {
  const { code, retryAfterSeconds } = readError(error);
  return (code === 'NO_ANSWER' || code === 'UNAVAILABLE') && retryAfterSeconds === undefined && navigator.onLine;
};

/** A request that got no answer is sent twice more: a query, and a write of which twice is once. */
export const retryLink = new ApolloLink((operation, forward) => {
  const { isRepeatable } = operation.getContext() as RequestContext;
  const type: string = operation.operationType;
  if (type !== 'query' && !isRepeatable) return forward(operation);
  return defer(() => forward(operation)).pipe(
    retry({
      count: waits.length,
      delay: (error: unknown, attempt) => (mayPass(error) ? timer(waits[attempt - 1] ?? 0) : throwError(() => error)),
    }),
  );
});

/** Whether it says what became of an operation: errors, or a value for each of its fields. */
function isAnswer(result: ApolloLink.Result | null | undefined, isWrite: boolean): boolean {
  if (result?.errors?.length) return true;
  const values = Object.values(result?.data ?? {});
  return values.length > 0 && !(isWrite && values.some((value) => value == null));
}

/**
 * Takes for no answer what does not say what became of an operation, such as the `{"data":{}}` of a network that asks to
 * sign in: nobody is told that a text was saved which Wander never had.
 */
export const answerLink = new ApolloLink((operation, forward) => {
  const type: string = operation.operationType;
  return forward(operation).pipe(
    map((result) => {
      if (!isAnswer(result, type === 'mutation')) throw new Error(`No answer to ${operation.operationName}`);
      return result;
    }),
  );
});
