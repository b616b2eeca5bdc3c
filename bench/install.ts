import { unlessUpToDate } from '../scripts/lib/fingerprint.js';
import { run } from '../scripts/lib/processes.js';
import { within } from './deadline.js';

/** PostGraphile stands apart: it needs an older graphql than all others, and there must be one of it in a process. */
const packages = ['bench', 'bench/peers/postgraphile'];

const INSTALL_SECONDS = 600;

/** Installs what the lockfiles of the bench name. @returns whether anything had to be installed */
export async function installPeers(): Promise<boolean> {
  let any = false;
  for (const directory of packages) {
    const installed = await unlessUpToDate(`${directory}/node_modules`, [`${directory}/package-lock.json`], () =>
      within(INSTALL_SECONDS, `Installing the packages of ${directory}`, install(directory)),
    );
    any ||= installed;
  }
  return any;
}

const install = (directory: string): Promise<void> =>
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--prefix', directory], {
    quiet: true,
  });
