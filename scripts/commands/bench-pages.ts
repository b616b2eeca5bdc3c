import { benchPages, readPageOptions } from '../../bench/pages.js';
import type { Words } from '../lib/command.js';
import { INTERRUPTED, Lifetime } from '../lib/lifetime.js';

const PATIENCE_MS = 10_000;

/** Measures how Wander's pages load on a phone far from its mast. */
export default async function command(words: Words): Promise<void> {
  const options = readPageOptions(words);
  const lifetime = new Lifetime(PATIENCE_MS, INTERRUPTED);
  await lifetime.run(() => benchPages(options, lifetime));
}
