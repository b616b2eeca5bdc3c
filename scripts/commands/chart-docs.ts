import { rm } from 'node:fs/promises';
import { findChartTools } from '../lib/chart-tools.js';
import { run } from '../lib/processes.js';

/** How helm-docs is called for the chart; the subcharts have no pages of their own. */
export const HELM_DOCS = [
  ...['--chart-search-root', 'helm/wander', '--chart-to-generate', 'helm/wander'],
  ...['--sort-values-order', 'file', '--log-level', 'warning'],
];

/** Writes helm/wander/README.md from README.md.gotmpl and the comments of values.yaml. */
export default async function chartDocs(): Promise<void> {
  const tools = await findChartTools(false);
  try {
    await run(`${tools}/helm-docs`, HELM_DOCS);
  } finally {
    await rm(tools, { recursive: true });
  }
}
