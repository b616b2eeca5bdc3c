import { Mendable } from './command.js';
import { run } from './processes.js';

/** Runs docker compose on docker-compose.yml. @throws Mendable when there is none, or it fails. */
export async function compose(...args: string[]): Promise<void> {
  await run('docker', ['compose', 'version'], { quiet: true }).catch(() => {
    throw new Mendable(
      'Docker with its compose plugin is missing: https://docs.docker.com/get-docker. Without Docker: make start',
    );
  });
  await run('docker', ['compose', ...args]);
}
