import { rm } from 'node:fs/promises';
import { clusterTools, findTools } from '../lib/chart-tools.js';
import type { Words } from '../lib/command.js';
import { publish } from '../lib/publish.js';

/** Builds the images for amd64 and arm64, packs the chart, and pushes all of it to a registry that Docker and Helm are signed in to. */
export default async function command(words: Words): Promise<void> {
  const tools = await findTools({ helm: clusterTools.helm });
  try {
    console.log('Publishing');
    await publish(words, process.env.DOCKER || 'docker', `${tools}/helm`);
  } finally {
    await rm(tools, { recursive: true });
  }
}
