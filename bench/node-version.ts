import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** `24.11.0` */
export async function nodeVersion(program: string): Promise<string> {
  const { stdout } = await promisify(execFile)(program, ['--version'], { timeout: 10_000 });
  return stdout.trim().replace(/^v/, '');
}
