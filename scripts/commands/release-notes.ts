import { writeFile } from 'node:fs/promises';
import { Mendable, type Words } from '../lib/command.js';
import { inProject } from '../lib/project.js';
import { disagreements, notesOf, readReleaseFiles, requireVersion } from '../lib/release.js';

/**
 * Prints what CHANGELOG.md says of a version, or writes it to a file.
 * @throws Mendable when it says nothing, or package, chart and compose have another version
 */
export default async function releaseNotes({ file, ...words }: Words): Promise<void> {
  const version = requireVersion(words.version, 'release-notes');
  const texts = readReleaseFiles();
  const wrong = disagreements(texts, version);
  const notes = notesOf(texts['CHANGELOG.md']!, version);
  if (!notes) wrong.push(`CHANGELOG.md has no section of ${version}`);
  if (wrong.length > 0) throw new Mendable(`This is not ${version}:\n  ${wrong.join('\n  ')}`);
  if (file) await writeFile(inProject(file), `${notes}\n`);
  else console.log(notes);
}
