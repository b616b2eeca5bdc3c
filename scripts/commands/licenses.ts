import { Mendable } from '../lib/command.js';
import { licenseOf, nameOf, readLockfile, refusedLicenses } from '../lib/packages.js';

/** Prints every package of package-lock.json with its licence. @throws Mendable when one is not allowed */
export default async function licenses(): Promise<void> {
  const lockfile = readLockfile('package-lock.json');
  const lines = Object.entries(lockfile.packages)
    .filter(([path]) => path !== '')
    .map(([path, entry]) => `${nameOf(path)}@${entry.version}  ${licenseOf(path, entry) ?? 'no licence'}`);
  console.log([...new Set(lines)].sort().join('\n'));
  const refused = refusedLicenses(lockfile);
  if (refused.length > 0) throw new Mendable(`Not allowed (scripts/lib/packages.ts):\n  ${refused.join('\n  ')}`);
}
