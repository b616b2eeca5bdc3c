import { buildImages } from '../lib/images.js';
import { INTERRUPTED, Lifetime } from '../lib/lifetime.js';

const PATIENCE_MS = 10_000;

/** The images that the chart and docker-compose.yml name. */
export default async function images(): Promise<void> {
  console.log('Building the images');
  await new Lifetime(PATIENCE_MS, INTERRUPTED).run(buildImages);
}
