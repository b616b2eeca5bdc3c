import { type ComponentType, lazy } from 'react';
import { nextTry } from './next-try.js';

/** Loads code, and tries again until it has it. */
export async function loadPatiently<Module>(load: () => Promise<Module>): Promise<Module> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await load();
    } catch (error) {
      if (attempt === 0) console.error(error);
      await nextTry(attempt);
    }
  }
}

/**
 * A part of a page with code of its own. While that cannot be had, the page goes on without the part and tries again;
 * with `lazy` alone it would end.
 */
export const lazyPart = <Props extends object>(load: () => Promise<{ default: ComponentType<Props> }>) =>
  lazy(() => loadPatiently(load));
