import { type ComponentType, lazy, type ReactNode, useState } from 'react';
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

/** Loads code; without a network it tries again until there is one. Fails where that is not what is missing. */
export async function loadOnline<Module>(load: () => Promise<Module>): Promise<Module> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await load();
    } catch (error) {
      if (navigator.onLine) throw error;
      await nextTry(attempt);
    }
  }
}

export interface Loadable<Props extends object> {
  (props: Props): ReactNode;
  /** Loads its code; what is loaded is drawn at once. */
  load(): Promise<unknown>;
}

/**
 * As React's `lazy`, but drawn at once where its code is there already. What suspends while React takes a page over would
 * throw the server's HTML of its boundary away.
 */
export function loadable<Props extends object>(
  load: () => Promise<{ default: ComponentType<Props> }>,
): Loadable<Props> {
  let loaded: ComponentType<Props> | undefined;
  const loadAndKeep = async () => {
    const module = await load();
    loaded = module.default;
    return module;
  };
  const Lazy = lazy(loadAndKeep) as ComponentType<Props>;
  function Part(props: Props) {
    // It stays what it began as: another component would lose its state.
    const [{ Drawn }] = useState(() => ({ Drawn: loaded ?? Lazy }));
    return <Drawn {...props} />;
  }
  return Object.assign(Part, { load: loadAndKeep });
}

/**
 * A part of a page with code of its own. While that cannot be had, the page goes on without the part and tries again;
 * with `lazy` alone it would end.
 */
export const lazyPart = <Props extends object>(load: () => Promise<{ default: ComponentType<Props> }>) =>
  loadable(() => loadPatiently(load));
