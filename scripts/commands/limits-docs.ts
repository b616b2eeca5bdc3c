import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { type Limit, LIMIT_TABLE } from '../../server/platform/limits.js';
import { Mendable, type Words } from '../lib/command.js';
import { inProject } from '../lib/project.js';

const FILE = inProject('docs', 'limits.md');

const INTRODUCTION = `# Limits

What one request, one address or person, one WebSocket and one process may hold or cost, and what happens beyond it. Written by
\`make limits-docs\` from [server/platform/limits.ts](../server/platform/limits.ts), which is where the code reads the numbers.

An address is an IPv4 address or an IPv6 /64 network, as \`TRUST_PROXY\` says it. Nobody holds more than a tenth of what a process has.
`;

const TITLES: Record<keyof typeof LIMIT_TABLE, string> = {
  request: 'One request',
  document: 'One GraphQL document',
  webSocket: 'One WebSocket',
  text: 'One text',
  vitals: 'What browsers report of pages',
  process: 'One process',
  pages: 'Pages as HTML',
  memory: 'What one process remembers',
  signIn: 'Signing in and staying so',
};

/** Writes docs/limits.md from the limits in the code; with check=1 it only compares. */
export default async function limitsDocs({ check }: Words): Promise<void> {
  const sections = Object.entries(LIMIT_TABLE).map(
    ([name, limits]) => `## ${TITLES[name as keyof typeof LIMIT_TABLE]}\n\n${tableOf(Object.values<Limit>(limits))}\n`,
  );
  const options = await resolveConfig(FILE);
  const text = await format([INTRODUCTION, ...sections].join('\n'), { ...options, filepath: FILE });
  if (text === (await readFile(FILE, 'utf8').catch(() => ''))) return;
  if (check) throw new Mendable('docs/limits.md is not what the limits of the code say.');
  await writeFile(FILE, text);
  console.log('Wrote docs/limits.md.');
}

const tableOf = (limits: Limit[]): string =>
  [
    '| what | at most | beyond it |',
    '| --- | ---: | --- |',
    ...limits.map((limit) => `| ${limit.of} | ${amountOf(limit)} | ${limit.beyond} |`),
  ].join('\n');

/** As people read it: 5 MB, 10 s, 1,000. */
function amountOf({ value, unit }: Limit): string {
  const number = (amount: number) => amount.toLocaleString('en', { maximumFractionDigits: 2 });
  if (unit === 'bytes') {
    if (value % 100 !== 0) return `${number(value)} B`;
    if (value >= 1_000_000) return `${number(value / 1_000_000)} MB`;
    return value >= 1_000 ? `${number(value / 1_000)} kB` : `${number(value)} B`;
  }
  if (unit === 'ms') return value >= 1_000 ? `${number(value / 1_000)} s` : `${number(value)} ms`;
  return unit === '' ? number(value) : `${number(value)} ${unit}`;
}
