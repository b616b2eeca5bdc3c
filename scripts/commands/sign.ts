import { sign } from '../lib/publish.js';

/** Signs what make publish pushed, by cosign. */
export default async function command(): Promise<void> {
  console.log('Signing');
  await sign('cosign');
}
