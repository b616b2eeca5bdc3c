import { bench } from '../../bench/bench.js';
import { readOptions } from '../../bench/options.js';
import type { Words } from '../lib/command.js';
import { INTERRUPTED, Lifetime } from '../lib/lifetime.js';

const PATIENCE_MS = 10_000;

/** Measures Wander and its peers on one database of their own. */
export default async function command(words: Words): Promise<void> {
  const options = readOptions(words);
  const lifetime = new Lifetime(PATIENCE_MS, INTERRUPTED);
  await lifetime.run(() => bench(options, lifetime));
}
