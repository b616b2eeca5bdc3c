import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the checkout. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** A path inside the checkout. */
export const inProject = (...parts: string[]): string => join(root, ...parts);

/** What stays on this machine alone: the embedded database, secrets, stamps. */
export const stateDirectory = inProject('.wander');
