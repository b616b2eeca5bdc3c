import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Mendable } from './command.js';
import { run } from './processes.js';
import { root } from './project.js';

/** Which services the command is for: also those that watch Wander. */
export const withObservability = ['--profile', 'observability'];

/** Runs docker compose on docker-compose.yml. @throws Mendable when there is none, or it fails. */
export async function compose(...args: string[]): Promise<void> {
  await run('docker', ['compose', 'version'], { quiet: true }).catch(() => {
    throw new Mendable(
      'Docker with its compose plugin is missing: https://docs.docker.com/get-docker. Without Docker: make start',
    );
  });
  await run('docker', ['compose', ...args]);
}

/** Where a service is found on this machine, whichever address and port the settings and .env say. */
export async function addressOf(service: string, port: number): Promise<string> {
  const { stdout } = await promisify(execFile)(
    'docker',
    ['compose', ...withObservability, 'port', service, String(port)],
    {
      cwd: root,
    },
  );
  return stdout.trim().replace(/^(0\.0\.0\.0|127\.0\.0\.1|\[::1?\])(?=:)/, 'localhost');
}
