import { writeFile } from 'node:fs/promises';
import { inProject } from '../../scripts/lib/project.js';
import type { Outcome } from './siege.js';

const INTRODUCTION = `# Attacks

What guests and people may try in order to end, block or bloat the server, and how it withstands. Written by \`make attack docs=1\`: a
production build with a heap of 512 MB on this machine, beside guests who read ten times a second (the first page, stories with comments,
people). An attack is withstood when the process lives, less than 1 % of the reads fail, memory stays below the 1 GiB of a pod and returns, and
no socket or request remains. The memory before and afterwards is heap and what hangs on it, without garbage; the highest is resident.
`;

const number = (value: number | undefined): string => value?.toLocaleString('en') ?? '–';

const verdictOf = ({ problems }: Outcome): string => (problems.length === 0 ? 'withstood' : problems.join('; '));

/** A line for each attack, as it is over. */
export function lineOf(outcome: Outcome): string {
  const { attack, reads, highestMb, beforeMb, afterMb, problems } = outcome;
  const mark = problems.length === 0 ? '✓' : '✗';
  return (
    `  ${mark} ${attack.name} (${attack.as}): ${number(outcome.requests)} requests; ${reads.failures} of ${reads.reads} reads failed, the slowest took ` +
    `${number(reads.slowestMs)} ms; memory ${beforeMb} → ${number(highestMb)} → ${number(afterMb)} MB` +
    problems.map((problem) => `\n      ${problem}`).join('')
  );
}

export function tableOf(outcomes: Outcome[]): string {
  const rows = outcomes.map((outcome) => {
    const { attack, requests, reads, highestMb, beforeMb, afterMb } = outcome;
    return [
      `${attack.name}: ${attack.tries}`,
      attack.as,
      number(requests),
      `${reads.failures} of ${reads.reads}`,
      `${number(reads.slowestMs)} ms`,
      `${beforeMb} MB`,
      highestMb === undefined ? '–' : `${number(highestMb)} MB`,
      afterMb === undefined ? '–' : `${number(afterMb)} MB`,
      verdictOf(outcome),
    ];
  });
  const header = [
    'attack',
    'as',
    'requests',
    'failed reads',
    'slowest read',
    'before',
    'highest',
    'afterwards',
    'verdict',
  ];
  const rule = header.map((_, column) => (column >= 2 && column <= 7 ? '---:' : '---'));
  return [header, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Writes docs/attacks.md. */
export async function writeDocument(outcomes: Outcome[]): Promise<void> {
  await writeFile(inProject('docs', 'attacks.md'), `${INTRODUCTION}\n${tableOf(outcomes)}\n`);
}
