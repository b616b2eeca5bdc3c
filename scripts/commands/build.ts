import { buildClient, buildGraphiql, buildPages, buildServer, builtOrNot } from '../lib/build.js';
import { step } from '../lib/progress.js';

/** Builds what `make start` and the images run, each part only when its sources changed. */
export default async function build(): Promise<void> {
  console.log('Building into dist/');
  await step('API', buildServer, builtOrNot);
  await step('client', buildClient, builtOrNot);
  await step('client for the server', buildPages, builtOrNot);
  await step('GraphiQL', buildGraphiql, builtOrNot);
}
