import { compose, withObservability } from '../lib/compose.js';

/** Ends what `make up` started; the data stays in its volumes. */
export default async function down(): Promise<void> {
  console.log('Stopping all services (docker compose down); the data stays');
  await compose(...withObservability, 'down');
}
