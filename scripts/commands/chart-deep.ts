import { runChart } from './chart.js';

/** Checkov and Trivy over the manifests: apart from the rest, for building Trivy takes ten minutes. */
export default async function chartDeep(): Promise<void> {
  await runChart('chart-deep');
}
