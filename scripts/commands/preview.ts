import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { clusterTools, findTools } from '../lib/chart-tools.js';
import type { Words } from '../lib/command.js';
import { preview } from '../lib/preview.js';
import { inProject } from '../lib/project.js';

/** Prints, or writes to a file, what changes in the schema and the rendered chart since `base`, as Markdown. */
export default async function command({ base = 'origin/main', file }: Words): Promise<void> {
  const tools = await findTools({ helm: clusterTools.helm });
  try {
    const text = await preview(`${tools}/helm`, base);
    if (file) {
      await mkdir(dirname(inProject(file)), { recursive: true });
      await writeFile(inProject(file), text);
    } else console.log(text);
  } finally {
    await rm(tools, { recursive: true });
  }
}
