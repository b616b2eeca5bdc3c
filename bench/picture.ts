import { peerNames, peerOf, type PeerName } from './peers.js';
import type { Results } from './results.js';
import type { Cell } from './rounds.js';
import { workNames, works } from './works.js';

const WIDTH = 860;
const NAMES = 256;
const LINE = 20;
const HEAD = 34;
const COLUMNS = 3;
const COLUMN_GAP = 14;
/** Behind the longest bar, for its number. */
const NUMBER = 34;
const TOP = 34;

/** Read in light and in dark: the colours follow the reader's, and nothing is told by colour alone. */
const STYLE = `
  text { font: 12px system-ui, sans-serif; fill: #3d444d; }
  .title { font-size: 15px; font-weight: 600; }
  .work { font-weight: 600; }
  .own { font-weight: 700; }
  .bar { fill: #8b949e; }
  .bar.own { fill: #c2531b; }
  .bar.wall { fill: #b9c0c8; }
  .one { stroke: #59636e; stroke-dasharray: 2 4; opacity: 0.6; }
  @media (prefers-color-scheme: dark) {
    text { fill: #d1d7e0; }
    .bar { fill: #7d8590; }
    .bar.own { fill: #e8834a; }
    .bar.wall { fill: #484f58; }
    .one { stroke: #9198a1; }
  }`;

/** A bar for each server and work: its share of the wall, which the dashed line marks. Each work has its own scale. */
export function picture(cells: readonly Cell[], { day }: Pick<Results, 'day'>): string {
  const columns = workNames.filter((work) => cells.some((cell) => cell.work === work));
  const rows = peerNames.filter((name) => !peerOf(name).cached && cells.some(({ peer }) => peer === name));
  const shown = cells.filter((cell) => cell.void === null && rows.includes(cell.peer as PeerName));
  const room = (WIDTH - NAMES) / Math.min(COLUMNS, columns.length);
  const block = HEAD + rows.length * LINE + 14;
  const blocks = Math.ceil(columns.length / COLUMNS);
  const height = TOP + blocks * block;

  /** The names of the servers, once for each row of charts. */
  const names = Array.from({ length: blocks }, (_, i) =>
    rows.map((name, row) => label(0, TOP + i * block + HEAD + row * LINE, peerOf(name).title, name)),
  );
  const charts = columns.map((work, i) => {
    const left = NAMES + (i % COLUMNS) * room;
    const top = TOP + Math.floor(i / COLUMNS) * block + HEAD;
    const most = Math.max(1, ...shown.filter((cell) => cell.work === work).map(({ ratio }) => ratio ?? 0));
    const scale = (room - COLUMN_GAP - NUMBER) / most;
    const bars = rows.map((name, row) => {
      const y = top + row * LINE;
      const ratio = shown.find((cell) => cell.peer === name && cell.work === work)?.ratio;
      if (ratio == null) return label(left, y, '–', name);
      const width = Math.max(1, ratio * scale);
      const kind = name === 'wander' ? ' own' : name.startsWith('wall') ? ' wall' : '';
      const bar = `<rect class="bar${kind}" x="${round(left)}" y="${y + 3}" width="${round(width)}" height="${LINE - 6}" rx="2"/>`;
      return bar + label(left + width + 4, y, ratio.toFixed(ratio < 10 ? 2 : 0), name);
    });
    const one = round(left + scale);
    return [
      `<text class="work" x="${round(left)}" y="${top - 8}">${escaped(works[work])}</text>`,
      `<line class="one" x1="${one}" x2="${one}" y1="${top}" y2="${top + rows.length * LINE}"/>`,
      ...bars,
    ].join('\n');
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img">
<title>Requests a second of each server as a share of the hand-written one, ${day}</title>
<style>${STYLE}
</style>
<text class="title" x="0" y="18">Requests a second, as a share of a hand-written server (longer is faster)</text>
${[...names.flat(), ...charts].join('\n')}
</svg>
`;
}

const label = (x: number, y: number, text: string, name: PeerName): string =>
  `<text x="${round(x)}" y="${y + 14}"${name === 'wander' ? ' class="own"' : ''}>${escaped(text)}</text>`;

const round = (value: number): number => Math.round(value * 10) / 10;
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
