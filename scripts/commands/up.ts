import type { Words } from '../lib/command.js';
import { addressOf, compose, withObservability } from '../lib/compose.js';

/** The four services in containers; with `observability`, what watches them too, to which the API then sends its traces. */
export default async function up({ observability }: Words): Promise<void> {
  console.log('Building the images and starting the four services (docker compose up)');
  if (observability) process.env.TRACES_OF_PROFILE = 'http://tempo:4318';
  const profile = observability ? withObservability : [];
  await compose(...profile, 'up', '--build', '--detach', '--wait');
  console.log(`Wander runs on http://${await addressOf('frontend', 3000)}. make down ends it and keeps the data.`);
  if (observability)
    console.log(
      `Grafana runs on http://${await addressOf('grafana', 3000)}, for admin with the password that this prints: ` +
        'docker compose exec grafana cat /run/secrets/grafana/password',
    );
}
