import { readFile, writeFile } from 'node:fs/promises';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { createApp } from '../../server/app.js';
import { Config } from '../../server/platform/config/index.js';
import { Mendable, type Words } from '../lib/command.js';
import { INTERRUPTED, Lifetime } from '../lib/lifetime.js';
import { migrateUp } from '../lib/migrations.js';
import { step } from '../lib/progress.js';
import { inProject } from '../lib/project.js';
import { startTemporaryPostgres } from '../lib/temporary-postgres.js';

const FILE = inProject('server', 'schema.graphql');

/** Writes the schema that the code makes; with check=1 it only compares. */
export default async function schema({ check }: Words): Promise<void> {
  const text = check ? await schemaOfTheCode() : await step('schema from the code', schemaOfTheCode);
  if (text === (await readFile(FILE, 'utf8').catch(() => ''))) return;
  if (check) throw new Mendable('server/schema.graphql is not the schema that the code makes.');
  await writeFile(FILE, text);
  console.log('Wrote server/schema.graphql. Its diff is the review of the API; make codegen follows.');
}

/** Asks the server itself, on a database that goes with it: the one for development stays as it is. */
async function schemaOfTheCode(): Promise<string> {
  let text = '';
  const lifetime = new Lifetime(3000, INTERRUPTED);
  await lifetime.run(async () => {
    const { url } = await lifetime.open(startTemporaryPostgres, ({ stop }) => stop());
    await migrateUp({ url });
    const config = new Config({ NODE_ENV: 'test', DATABASE_URL: url, LOG_LEVEL: 'error' });
    const app = await lifetime.open(
      () => createApp(config),
      (opened) => opened.close(),
    );
    text = `# Made from the code by: make schema\n\n${printSchema(lexicographicSortSchema(app.get(GraphQLSchemaHost).schema))}\n`;
  });
  return text;
}
