import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unlessUpToDate } from '../../scripts/lib/fingerprint.js';
import { run } from '../../scripts/lib/processes.js';
import { within } from '../deadline.js';

export const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const;
/** Points from 0 to 100. */
export type Scores = Record<(typeof CATEGORIES)[number], number>;
export type Device = 'phone' | 'desktop';

const FOLDER = 'bench/pages';
const INSTALL_SECONDS = 300;
const RUN_SECONDS = 180;

/** It is no package of the product, which has its own. @returns whether it had to be installed */
export const installLighthouse = (): Promise<boolean> =>
  unlessUpToDate(`${FOLDER}/node_modules`, [`${FOLDER}/package-lock.json`], () =>
    within(
      INSTALL_SECONDS,
      'Installing Lighthouse',
      run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--prefix', FOLDER], {
        quiet: true,
      }),
    ),
  );

/** What Lighthouse says of a page, with its own simulated network. */
export async function judge(url: string, device: Device, chromium: string): Promise<Scores> {
  const file = join(tmpdir(), `wander-lighthouse-${process.pid}.json`);
  const options = [
    '--quiet',
    '--output=json',
    `--output-path=${file}`,
    `--only-categories=${CATEGORIES.join()}`,
    '--chrome-flags=--headless=new --no-sandbox --disable-gpu',
    ...(device === 'desktop' ? ['--preset=desktop'] : []),
  ];
  try {
    const lighthouse = run(process.execPath, [`${FOLDER}/node_modules/lighthouse/cli/index.js`, url, ...options], {
      quiet: true,
      env: { CHROME_PATH: chromium },
    });
    await within(RUN_SECONDS, `Lighthouse of ${url}`, lighthouse);
    const { categories } = JSON.parse(await readFile(file, 'utf8')) as {
      categories: Record<string, { score: number | null }>;
    };
    return Object.fromEntries(
      CATEGORIES.map((name) => [name, Math.round((categories[name]?.score ?? 0) * 100)]),
    ) as Scores;
  } finally {
    await rm(file, { force: true });
  }
}
