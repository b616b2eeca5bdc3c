import { readFileSync } from 'node:fs';
import { Mendable } from './command.js';
import { run } from './processes.js';
import { inProject } from './project.js';
import { step } from './progress.js';

export const { version } = JSON.parse(readFileSync(inProject('package.json'), 'utf8')) as { version: string };

/** The images of this version: `wander/api:1.0.0`, `wander/frontend:1.0.0`. */
export const images = { api: `wander/api:${version}`, frontend: `wander/frontend:${version}` };

const dockerfiles = { api: 'server/Dockerfile', frontend: 'client/Dockerfile' };

/** Runs Docker, quietly; DOCKER is another command for it, as `sudo docker`. @throws Mendable with what it said */
export async function docker(...args: string[]): Promise<void> {
  const [program = 'docker', ...before] = (process.env.DOCKER ?? 'docker').split(' ').filter(Boolean);
  await run(program, [...before, ...args], { quiet: true, name: `docker ${args.join(' ')}` }).catch(
    (error: unknown) => {
      if ((error as { code?: string }).code !== 'ENOENT') throw error;
      throw new Mendable('Docker is missing: https://docs.docker.com/get-docker. DOCKER names another command for it.');
    },
  );
}

/** Builds both images from the working copy. @throws Mendable */
export async function buildImages(): Promise<void> {
  for (const component of ['api', 'frontend'] as const) {
    const image = images[component];
    await step(image, () => docker('build', '--tag', image, '--file', dockerfiles[component], '.'));
  }
}
