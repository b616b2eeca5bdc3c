import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { Mendable, type Words } from '../lib/command.js';
import { inProject } from '../lib/project.js';

const skeleton = (className: string): string => `import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ${className} implements MigrationInterface {
  name = '${className}';

  async up(runner: QueryRunner): Promise<void> {
    // In place of this line: await runner.query(\`…\`). Until then nothing is applied.
    throw new Error('The SQL of ${className} is not written yet.');
  }

  async down(runner: QueryRunner): Promise<void> {
    throw new Error('The way back of ${className} is not written yet.');
  }
}
`;

/** Writes an empty migration, and its line in migrations/index.ts. */
export default async function migrateNew({ name }: Words): Promise<void> {
  if (!name || !/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(name)) {
    throw new Mendable('Say what it does as verb-noun in small letters: make migrate-new name=add-likes');
  }
  const timestamp = Date.now();
  const file = `${timestamp}-${name}`;
  const className = `${name.replace(/(^|-)(\w)/g, (_match, _dash: string, letter: string) => letter.toUpperCase())}${timestamp}`;
  await writeFile(inProject('migrations', `${file}.ts`), skeleton(className), { flag: 'wx' });
  const index = inProject('migrations', 'index.ts');
  const text = await readFile(index, 'utf8');
  const added = withMigration(text, file, className);
  await writeFile(index, await format(added, { ...(await resolveConfig(index)), filepath: index }));
  console.log(`Wrote migrations/${file}.ts and its line in migrations/index.ts. When its SQL is there: make migrate`);
}

/** The list of migrations with one more at its end. */
function withMigration(text: string, file: string, className: string): string {
  const imports = [...text.matchAll(/^import .*;$/gm)].pop();
  const list = /(export const migrations[^=]*=\s*\[)([^\]]*?)(,?\s*)\]/;
  if (!imports || !list.test(text)) {
    throw new Mendable(`migrations/index.ts has no list of the known form: add ${className} to it by hand.`);
  }
  const end = imports.index + imports[0].length;
  const withImport = `${text.slice(0, end)}\nimport { ${className} } from './${file}.js';${text.slice(end)}`;
  return withImport.replace(
    list,
    (_match, head: string, items: string, tail: string) => `${head}${items}, ${className}${tail}]`,
  );
}
