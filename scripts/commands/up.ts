import { addressOf, compose } from '../lib/compose.js';

/** The four services in containers. */
export default async function up(): Promise<void> {
  console.log('Building the images and starting the four services (docker compose up)');
  await compose('up', '--build', '--detach', '--wait');
  console.log(`Wander runs on http://${await addressOf('frontend', 3000)}. make down ends it and keeps the data.`);
}
