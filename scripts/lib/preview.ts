import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildSchema } from 'graphql';
import { Mendable } from './command.js';
import { inProject, root } from './project.js';
import { output } from './publish.js';

/** What a comment of GitHub takes is 65,536 characters. */
const LONGEST = 60_000;

const marks = {
  [CriticalityLevel.Breaking]: 'breaks clients',
  [CriticalityLevel.Dangerous]: 'may surprise clients',
  [CriticalityLevel.NonBreaking]: 'is safe',
};

/** What changes between two schemas but for descriptions, as Markdown. */
export async function schemaPreview(before: string, after: string): Promise<string> {
  const all = await diff(buildSchema(before), buildSchema(after));
  const changes = all.filter(({ type }) => !String(type).includes('DESCRIPTION'));
  if (changes.length === 0) return 'The schema does not change.';
  const lines = changes.map(({ criticality: { level }, message }) => `| ${marks[level]} | ${cell(message)} |`);
  return ['| | change |', '| --- | --- |', ...lines.sort()].join('\n');
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** Markdown of both parts, as long as a comment may be. */
export function document(schema: string, charts: Record<string, string>): string {
  const changed = Object.entries(charts).filter(([, text]) => text !== '');
  const parts = changed.map(
    ([values, text]) => `<details><summary>${values}</summary>\n\n${fenced(text)}\n\n</details>\n`,
  );
  const chart = changed.length === 0 ? 'What the chart renders does not change.' : parts.join('\n');
  const whole = `## Schema\n\n${schema}\n\n## Chart\n\n${chart}\n`;
  if (whole.length <= LONGEST) return whole;
  const names = changed.map(([values]) => `- ${values}`).join('\n');
  const short = `## Schema\n\n${schema}\n\n## Chart\n\nThe differences are too long to be shown; they are with:\n\n${names}\n`;
  return short.slice(0, LONGEST);
}

/** A block that no line of the text can end. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}diff\n${text.trimEnd()}\n${fence}`;
}

const KUBE_VERSION = '1.34.0';

/** A chart as it is rendered with each of the files of values that the new one has. @returns the differences by file */
async function chartPreviews(helm: string, before: string, after: string): Promise<Record<string, string>> {
  const work = await mkdtemp(join(tmpdir(), 'wander-rendered-'));
  const found: Record<string, string> = {};
  try {
    const cases = readdirSync(join(after, 'ci')).filter((name) => /-values\.yaml$/.test(name));
    for (const name of cases.map((file) => `ci/${file}`)) {
      for (const [side, chart] of [
        ['before', before],
        ['after', after],
      ] as const) {
        const args = ['template', 'wander', chart, '--kube-version', KUBE_VERSION];
        for (const file of filesOf(after, name)) args.push('--values', join(after, file));
        const text = await output(helm, args).catch((error: Mendable) => `It is refused:\n${error.message}\n`);
        await mkdir(join(work, side), { recursive: true });
        await writeFile(join(work, side, 'chart.yaml'), text.replaceAll(chart, 'helm/wander'));
      }
      found[name] = await difference(work);
    }
  } finally {
    await rm(work, { recursive: true });
  }
  return found;
}

/** The file, after those that it says it comes after. */
const filesOf = (chart: string, file: string): string[] => [
  ...(/^# with: (.+)$/m.exec(readFileSync(join(chart, file), 'utf8'))?.[1]?.split(' ') ?? []),
  file,
];

/** What differs between work/before and work/after; git answers with 1 where something does. */
const difference = (work: string): Promise<string> =>
  promisify(execFile)('git', ['diff', '--no-index', '--no-color', '--unified=3', 'before', 'after'], {
    cwd: work,
    maxBuffer: 64 * 1024 * 1024,
  }).then(
    () => '',
    (error: { code?: number; stdout?: string; message: string }) => {
      if (error.code !== 1) throw new Mendable(error.message);
      return error.stdout ?? '';
    },
  );

/**
 * What this checkout changes in the schema and in what the chart renders, since it left another branch or commit.
 * @throws Mendable when git does not know that one
 */
export async function preview(helm: string, base: string): Promise<string> {
  if (base.startsWith('-')) throw new Mendable('base is a branch or a commit.');
  const fork = (await output('git', ['merge-base', base, 'HEAD'])).trim();
  const schema = await schemaPreview(
    await output('git', ['show', `${fork}:server/schema.graphql`]),
    await readFile(inProject('server/schema.graphql'), 'utf8'),
  );
  const work = await mkdtemp(join(tmpdir(), 'wander-base-'));
  try {
    const archive = join(work, 'chart.tar');
    await output('git', ['archive', `--output=${archive}`, fork, 'helm/wander']);
    await output('tar', ['-xf', archive, '-C', work]);
    const charts = await chartPreviews(helm, join(work, 'helm/wander'), join(root, 'helm/wander'));
    return document(schema, charts);
  } finally {
    await rm(work, { recursive: true });
  }
}
