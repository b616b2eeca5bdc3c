import { mkdir, writeFile } from 'node:fs/promises';
import { inProject } from '../lib/project.js';
import { step } from '../lib/progress.js';
import { makeSbom, type Sbom } from '../lib/sbom.js';

/** Writes dist/sbom/api.cdx.json and frontend.cdx.json: what the two images have inside, in CycloneDX. */
export default async function sbom(): Promise<void> {
  console.log('Writing the bills of materials');
  await mkdir(inProject('dist', 'sbom'), { recursive: true });
  for (const [name, everything] of [
    ['api', false],
    ['frontend', true],
  ] as const)
    await step(
      `dist/sbom/${name}.cdx.json`,
      async () => {
        const made = await makeSbom(everything);
        await writeFile(inProject('dist', 'sbom', `${name}.cdx.json`), `${JSON.stringify(made, null, 2)}\n`);
        return made;
      },
      ({ components }: Sbom) => `${components.length} components`,
    );
}
