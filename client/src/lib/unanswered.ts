import { readError } from './api-error.js';

/** Whether nobody knows what became of a request: no answer came, or Wander gave up while it was at it. */
export function isUnanswered(error: unknown): boolean {
  const { code } = readError(error);
  return code === 'NO_ANSWER' || code === 'UNAVAILABLE';
}

/** What is said of a write that failed. `done` completes "We don’t know yet whether …": "the draft was deleted". */
export const whyNotDone = (error: unknown, done: string): string =>
  isUnanswered(error) ? `Wander isn’t responding. We don’t know yet whether ${done}.` : readError(error).message;
