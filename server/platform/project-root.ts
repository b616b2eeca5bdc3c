import { existsSync } from 'node:fs';

function nearestPackage(): URL {
  let directory = new URL('.', import.meta.url);
  while (!existsSync(new URL('package.json', directory))) directory = new URL('..', directory);
  return directory;
}

/** Where package.json lies, with dist/ beside it: the same for the sources and for what is built of them. */
export const projectRoot = nearestPackage();
