import { writeFile } from 'node:fs/promises';
import type { Words } from '../lib/command.js';
import { inProject } from '../lib/project.js';
import { prepareRelease, readReleaseFiles, requireVersion } from '../lib/release.js';

/** Writes a version into package, chart, compose, documents and changelog; commit and tag are left to people. */
export default async function release(words: Words): Promise<void> {
  const version = requireVersion(words.version, 'release');
  const before = readReleaseFiles();
  const after = prepareRelease(before, version, new Date().toISOString().slice(0, 10));
  for (const [file, text] of Object.entries(after)) {
    if (text === before[file]) continue;
    await writeFile(inProject(file), text);
    console.log(`  ✓ ${file}`);
  }
  console.log(`Next, when make check is green:
  git commit -am "chore: release ${version}"
  git tag -s v${version} -m "Wander ${version}"
  git push origin HEAD v${version}`);
}
