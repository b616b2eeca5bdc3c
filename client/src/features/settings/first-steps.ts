import { readStored, writeStored } from '../../lib/storage.js';

const key = 'wander-first-steps';

/** Whose account was made in this browser, and has not been through its first steps. */
export const firstStepsOf = (): string | undefined => readStored(key);

export const beginFirstSteps = (userId: string) => writeStored(key, userId);

export const endFirstSteps = () => writeStored(key, undefined);
