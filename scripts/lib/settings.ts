import { loadConfig } from '../../server/platform/config/index.js';
import { Mendable } from './command.js';

/**
 * Checks the server's settings before anything is built or started.
 * @throws Mendable that names each one that is wrong
 */
export function requireSettings(env: NodeJS.ProcessEnv): void {
  const { DATABASE_URL, DATABASE_URL_FILE } = process.env;
  // The embedded one has its address when it runs.
  const database = DATABASE_URL || DATABASE_URL_FILE ? {} : { DATABASE_URL: 'postgres://127.0.0.1/wander' };
  try {
    loadConfig({ ...process.env, ...database, ...env });
  } catch (error) {
    throw new Mendable((error as Error).message);
  }
}
