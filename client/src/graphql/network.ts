import { ApolloLink, HttpLink } from '@apollo/client';
import { apiUrl } from './api-url.js';
import type { Credentials } from './credentials.js';
import { answerLink, authLink, retryLink } from './links.js';

/** Longer than any request lives at the server: what is not there then will not come, though no error says so. */
const longestMs = 60_000;

/** Fails after the limit, be it that no answer begins or that one does not end: the body counts, too. */
const fetchInTime: typeof fetch = (input, init) => {
  const given = init?.signal;
  const limit = new AbortController();
  // It runs on when the headers are there. Of an answer that is read by then there is nothing left to abort.
  setTimeout(() => limit.abort(new DOMException('No answer', 'TimeoutError')), longestMs);
  given?.addEventListener('abort', () => limit.abort(given.reason));
  return fetch(input, { ...init, signal: limit.signal });
};

/** The way of a request to Wander and of its answer. */
export const networkLink = (credentials: Credentials): ApolloLink =>
  ApolloLink.from([
    authLink(credentials),
    retryLink,
    answerLink,
    new HttpLink({ uri: apiUrl(), credentials: 'include', fetch: fetchInTime }),
  ]);
