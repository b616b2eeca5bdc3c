import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { stateDirectory } from './project.js';
import { createFile } from './whole-file.js';

const names = { JWT_SECRET: 'jwt-secret', SESSION_SECRET: 'session-secret' };

/** For each secret that the environment does not give, a file that keeps one, made at the first time. */
export async function ownSecrets(): Promise<NodeJS.ProcessEnv> {
  const directory = join(stateDirectory, 'secrets');
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const env: NodeJS.ProcessEnv = {};
  for (const [name, file] of Object.entries(names)) {
    if (process.env[name] || process.env[`${name}_FILE`]) continue;
    const path = join(directory, file);
    await createFile(path, randomBytes(48).toString('base64'));
    env[`${name}_FILE`] = path;
  }
  return env;
}
