import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The first program of the PATH that has one of these names. */
export function onPath(names: readonly string[]): string | undefined {
  for (const directory of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of names) {
      try {
        accessSync(join(directory, name), constants.X_OK);
        return join(directory, name);
      } catch {
        // not here
      }
    }
  }
  return undefined;
}
