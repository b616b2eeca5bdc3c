import { call } from '../lib/chart-tools.js';
import { root } from '../lib/project.js';

/** Asks npm's registry for known weaknesses of what runs in production. @throws Mendable where one is high or critical */
export default async function audit(): Promise<void> {
  console.log(await call('npm', ['audit', '--omit=dev', '--audit-level=high', '--package-lock-only'], root));
}
