import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { compiledDirectories } from './compile.js';
import { unlessUpToDate } from './fingerprint.js';
import { runTool } from './processes.js';
import { inProject } from './project.js';

const dependencies = ['package-lock.json'];
const graphiqlSources = ['client/graphiql', 'client/src/features/session', 'client/src/lib', 'client/public/mark.svg'];
const production = { NODE_ENV: 'production' };

/** The API with migrations and seeds, as the image has it: dist/server, dist/migrations, dist/seeds. */
export const buildServer = (): Promise<boolean> =>
  unlessUpToDate('dist/server', [...compiledDirectories, 'nest-cli.json', '.swcrc', ...dependencies], async () => {
    for (const name of compiledDirectories) await rm(inProject('dist', name), { recursive: true, force: true });
    await runTool('@nestjs/cli/bin/nest.js', ['build'], { quiet: true });
  });

/** The client: dist/client. */
export const buildClient = (): Promise<boolean> =>
  unlessUpToDate('dist/client', ['client', 'server/platform/markdown', ...dependencies], () =>
    runTool('vite/bin/vite.js', ['build', '--config', 'client/vite.config.ts', '--logLevel', 'warn'], {
      quiet: true,
      env: production,
    }),
  );

/** The pages as HTML, which the API serves: dist/pages. They name the files of the client, so that is built first. */
export async function buildPages(): Promise<boolean> {
  await buildClient();
  return unlessUpToDate('dist/pages', ['client', 'server/platform/markdown', ...dependencies], () =>
    runTool('vite/bin/vite.js', ['build', '--config', 'client/vite.pages.config.ts', '--logLevel', 'warn'], {
      quiet: true,
      env: production,
    }),
  );
}

/** The page GraphiQL, which the API serves: dist/graphiql. */
export async function buildGraphiql(): Promise<boolean> {
  const config = 'client/graphiql/vite.config.ts';
  if (!existsSync(inProject(config))) return false;
  return unlessUpToDate('dist/graphiql', [...graphiqlSources, ...dependencies], () =>
    runTool('vite/bin/vite.js', ['build', '--config', config, '--logLevel', 'warn'], { quiet: true, env: production }),
  );
}

export const builtOrNot = (built: boolean): string => (built ? 'built' : 'up to date');
