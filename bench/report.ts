import { readFile, writeFile } from 'node:fs/promises';
import { inProject } from '../scripts/lib/project.js';
import { htmlPages } from './html-pages.js';
import { picture } from './picture.js';
import { type Peer, peerNames, peerOf, type PeerName } from './peers.js';
import type { Results } from './results.js';
import { type Cell, cellsOf, type Sample } from './rounds.js';
import { fastest, type Verdict, verdicts } from './verdicts.js';
import { guestWorks, type WorkName, workNames, works } from './works.js';

const PAGE = inProject('docs', 'performance.md');
const PICTURE = inProject('docs', 'performance.svg');

/** Writes what a command measured between its marks of docs/performance.md; the words around them stay. */
export async function writeChapter(command: 'bench' | 'bench-pages', paragraphs: readonly string[]): Promise<void> {
  const [begin, end] = ['begin', 'end'].map((which) => `<!-- made by make ${command}: ${which} -->`) as [
    string,
    string,
  ];
  const page = await readFile(PAGE, 'utf8');
  const from = page.indexOf(begin) + begin.length;
  const to = page.indexOf(end);
  if (from < begin.length || to < from) throw new Error(`docs/performance.md has lost the marks ${begin} and ${end}.`);
  await writeFile(PAGE, `${page.slice(0, from)}\n\n${paragraphs.join('\n\n')}\n\n${page.slice(to)}`);
}

export async function writeReport(results: Results): Promise<void> {
  await writeChapter('bench', chapters(results));
  await writeFile(PICTURE, picture(cellsOf(results.samples), results));
}

function chapters(results: Results): string[] {
  const cells = cellsOf(results.samples);
  return [
    conditions(results),
    '![Requests a second of each server as a share of the hand-written one](performance.svg)',
    '### Share of the wall',
    `Requests a second divided by those of the wall in the same round; in brackets the 99th percentile of the answer
times in ms. **Bold**, in all tables, is the GraphQL server with the highest share.`,
    table(cells, 'uncached', (cell) => `${fixed(cell.ratio)} [${milliseconds(cell.p99)}]`),
    winners(cells),
    ...voids(cells),
    '### Requests a second',
    'In brackets the median of the answer times in ms.',
    table(cells, 'uncached', (cell) => `${whole(cell.perSecond)} [${milliseconds(cell.p50)}]`),
    '### Processor and memory of the server',
    'Microseconds of processor for an answer, all threads of the process together; the memory is resident, behind all works.',
    table(cells, 'uncached', (cell) => (cell.cpu === null ? '–' : whole(cell.cpu)), results.memory),
    '### With answers for guests kept',
    `Share of the wall that keeps its answers by raw body; in brackets requests a second.`,
    table(cells, 'cached', (cell) => `${fixed(cell.ratio)} [${whole(cell.perSecond)}]`),
    ...growth(results),
    ...pagesAsHtml(results),
    ...hostile(results),
    ...remembered(results),
    ...node24(results),
    '### Goals',
    ['| goal | measured | |', '| --- | --- | --- |', ...verdicts(results).map(rowOfVerdict)].join('\n'),
    '### What each server is',
    ['| server | how it is built |', '| --- | --- |', ...peerNames.map(rowOfPeer)].join('\n'),
  ];
}

const conditions = ({ day, machine, options }: Results): string =>
  `Measured on ${day}: ${machine.cores} cores (${machine.processor}), ${machine.memoryGb} GB, Node ${machine.node}, PostgreSQL ${machine.postgres},
${options.posts.toLocaleString('en')} stories, ${options.connections} connections, ${options.rounds} rounds of ${options.seconds} s for each server and work, medians of the rounds. Load, server and
database share the cores, so shares say more than absolute numbers.`;

type Kind = 'cached' | 'uncached';

/** As many works side by side as a page has room for; the others stand in a table below. */
const MOST_COLUMNS = 6;

function table(cells: Cell[], kind: Kind, text: (cell: Cell) => string, memory?: Record<string, number>): string {
  const columns = workNames.filter(
    (work) => cells.some((cell) => cell.work === work) && (kind === 'uncached' || guestWorks.includes(work)),
  );
  const parts: string[] = [];
  for (let from = 0; from < columns.length; from += MOST_COLUMNS) {
    const isLast = from + MOST_COLUMNS >= columns.length;
    parts.push(part(cells, kind, text, columns.slice(from, from + MOST_COLUMNS), isLast ? memory : undefined));
  }
  return parts.join('\n\n');
}

function part(
  cells: Cell[],
  kind: Kind,
  text: (cell: Cell) => string,
  columns: readonly WorkName[],
  memory?: Record<string, number>,
): string {
  const rows = peerNames.filter(
    (name) => (peerOf(name).cached === true) === (kind === 'cached') && cells.some(({ peer }) => peer === name),
  );
  const lines = rows.map((name) => {
    const values = columns.map((work) => {
      const cell = find(cells, name, work);
      if (cell === undefined) return peerOf(name).lacks?.[work] === undefined ? '' : 'cannot';
      if (cell.void !== null) return 'void';
      return fastest(cells, work)?.peer === name ? `**${text(cell)}**` : text(cell);
    });
    const extra = memory === undefined ? [] : [memory[name] ? `${memory[name]} MB` : '–'];
    return `| ${[titleOf(peerOf(name)), ...values, ...extra].join(' | ')} |`;
  });
  const head = ['server', ...columns.map((work) => works[work]), ...(memory === undefined ? [] : ['memory'])];
  return [
    `| ${head.join(' | ')} |`,
    `| ${head.map((_, i) => (i === 0 ? '---' : '---:')).join(' | ')} |`,
    ...lines,
  ].join('\n');
}

const titleOf = ({ title, noGoal }: Peer): string => (noGoal ? `_${title} (no goal)_` : title);

const find = (cells: readonly Cell[], name: PeerName, work: WorkName): Cell | undefined =>
  cells.find((cell) => cell.peer === name && cell.work === work);

function winners(cells: Cell[]): string {
  const lost = workNames.flatMap((work) => {
    const first = fastest(cells, work);
    return first === undefined || first.peer === 'wander'
      ? []
      : [`${works[work]} (${peerOf(first.peer as PeerName).title})`];
  });
  return lost.length === 0
    ? 'Wander is the fastest GraphQL server in every column.'
    : `Another server is faster than Wander in: ${lost.join(', ')}.`;
}

/** Why some numbers are not told: a refusal or an error is quick, and no answer. */
function voids(cells: Cell[]): string[] {
  const reasons = cells.flatMap(({ peer, work, void: why }) =>
    why === null ? [] : [`${peerOf(peer as PeerName).title}, ${works[work as WorkName]}: ${why}`],
  );
  return reasons.length === 0 ? [] : [`Void, because a request failed: ${reasons.join('; ')}.`];
}

function growth({ pages, sizes }: Results): string[] {
  const lines = shares(pages, 'page 1', 'newest list');
  if (sizes !== null) {
    for (const work of guestWorks) {
      const name = `${works[work]}, ${sizes.many.toLocaleString('en')} stories beside ${sizes.few.toLocaleString('en')}`;
      lines.push(
        ...shares(
          sizes.samples.filter((taken) => taken.work === work),
          'few',
          name,
        ),
      );
    }
  }
  return [
    '### Far pages and many stories',
    'Requests a second of Wander where there is much, as a share of those where there is little.',
    ['| | share | p99 |', '| --- | ---: | ---: |', ...lines].join('\n'),
  ];
}

function shares(samples: readonly Sample[], base: string, title: string): string[] {
  const cells = cellsOf(samples);
  const first = cells.find(({ peer }) => peer === base);
  return cells
    .filter((cell) => cell !== first)
    .map((cell) => {
      const name = base === 'few' ? title : `${title}, ${cell.peer} beside ${base}`;
      return `| ${name} | ${fixed(cell.ratio)} | ${milliseconds(cell.p99)} ms beside ${milliseconds(first?.p99 ?? 0)} ms |`;
    });
}

function pagesAsHtml({ html, besideHtml: { p99, share, pages } }: Results): string[] {
  const names = { made: 'made for each reader, two at once', kept: 'kept, for fifty at once' };
  const rows = cellsOf(html).map((cell) => {
    const title = `${htmlPages[cell.work as keyof typeof htmlPages]}, ${names[cell.peer as keyof typeof names]}`;
    if (cell.void !== null) return `| ${title} | void | | | |`;
    return `| ${title} | ${whole(cell.perSecond)} | ${milliseconds(cell.p50)} ms | ${milliseconds(cell.p99)} ms | ${whole(cell.cpu ?? 0)} |`;
  });
  return [
    '### Pages as HTML',
    'Compressed by brotli, as browsers ask for them. Processor is in µs a page, that of the rendering thread included.',
    ['| page | a second | p50 | p99 | processor |', '| --- | ---: | ---: | ---: | ---: |', ...rows].join('\n'),
    `The newest list, asked for 200 times a second: p99 is ${milliseconds(p99.alone)} ms alone and ${milliseconds(p99.beside)} ms beside ${pages.perSecond.toFixed(0)} pages a
second that are made for each reader, ${share.toFixed(2)} times that. The pages' own p99 is ${milliseconds(pages.p99)} ms; ${whole(pages.failed)} failed.`,
  ];
}

function hostile({ hostile: result }: Results): string[] {
  if (result === null) return [];
  const { calm, beside, attack } = result;
  const outcomes = Object.entries(attack.statuses).map(([outcome, count]) => `${whole(count)} × ${outcome}`);
  return [
    '### Hostile documents',
    `Normal load on 10 connections, alone and beside ${whole(attack.sent)} hostile documents on four others: deep, wide, aliased, cyclic and
exploding fragments, huge lists, thousands of directives, huge pages, noise. What they got: ${outcomes.join(', ')}; the slowest
after ${milliseconds(attack.slowest)} ms.`,
    [
      '| normal load | requests a second | p50 | p99 | failed |',
      '| --- | ---: | ---: | ---: | ---: |',
      ...(
        [
          ['alone', calm],
          ['beside hostile documents', beside],
        ] as const
      ).map(
        ([name, load]) =>
          `| ${name} | ${whole(load.perSecond)} | ${milliseconds(load.p50)} ms | ${milliseconds(load.p99)} ms | ${load.failed} |`,
      ),
    ].join('\n'),
  ];
}

function remembered({ remembered: samples }: Results): string[] {
  if (samples === null) return [];
  const cells = cellsOf(samples);
  const text = (work: WorkName, source: string): string => {
    const cell = cells.find((one) => one.work === work && one.peer === source)!;
    return cell.void === null ? `${whole(cell.perSecond)} [${whole(cell.cpu ?? 0)}]` : 'void';
  };
  const names = workNames.filter((name) => cells.some(({ work }) => work === name));
  return [
    '### Rows from Redis',
    `How often a second Wander's data layer reads them, in one process without HTTP or GraphQL: from PostgreSQL, and remembered in Redis by
Wander's cache. In brackets microseconds of that process's processor. Void where Redis did not answer each time.`,
    [
      '| rows | from PostgreSQL | from Redis |',
      '| --- | ---: | ---: |',
      ...names.map((work) => `| ${works[work]} | ${text(work, 'PostgreSQL')} | ${text(work, 'Redis')} |`),
    ].join('\n'),
  ];
}

function node24({ node24: other }: Results): string[] {
  if (other === null) return [];
  const cells = cellsOf(other.samples);
  return [
    `### On Node ${other.version}`,
    'Share of the wall on the same Node; in brackets requests a second.',
    table(cells, 'uncached', (cell) => `${fixed(cell.ratio)} [${whole(cell.perSecond)}]`),
  ];
}

const rowOfVerdict = ({ goal, measured, met }: Verdict): string =>
  `| ${goal} | ${measured} | ${met ? 'met' : 'missed'} |`;

function rowOfPeer(name: PeerName): string {
  const { title, note, lacks } = peerOf(name);
  const missing = Object.entries(lacks ?? {}).map(([work, why]) => `; no ${works[work as WorkName]}: ${why}`);
  return `| ${title} | ${note}${missing.join('')} |`;
}

const fixed = (value: number | null): string => value?.toFixed(2) ?? '–';
const whole = (value: number): string => Math.round(value).toLocaleString('en');
const milliseconds = (value: number): string => (value < 10 ? value.toFixed(1) : whole(value));
