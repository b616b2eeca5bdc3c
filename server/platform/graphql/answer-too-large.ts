import { type AppError, badInput } from '../errors/index.js';
import { LIMITS } from '../limits.js';

/** Tells what to do about an answer that would be larger than answers may be. */
export const answerTooLarge = (): AppError =>
  badInput([
    {
      path: '',
      message: `The answer is larger than ${LIMITS.request.answerBytes / 1_000_000} MB. Ask for smaller pages or fewer fields.`,
    },
  ]);
