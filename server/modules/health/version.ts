import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';

/** The nearest package.json above: from the sources as from the build. */
function packageVersion(): string {
  let directory = new URL('.', import.meta.url);
  while (!existsSync(new URL('package.json', directory))) directory = new URL('..', directory);
  const { version } = createRequire(import.meta.url)(new URL('package.json', directory).pathname) as {
    version: string;
  };
  return version;
}

export const version = packageVersion();
