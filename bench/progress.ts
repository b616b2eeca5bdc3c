import type { HostileResult } from './hostile.js';
import type { BesidePages } from './html-pages.js';
import { cellsOf, type Sample } from './rounds.js';

/** Shows the medians of what was just measured. */
export function showSamples(samples: readonly Sample[]): void {
  for (const cell of cellsOf(samples)) {
    const numbers = [
      `${Math.round(cell.perSecond)}/s`.padStart(8),
      `p50 ${cell.p50.toFixed(1)}`.padStart(10),
      `p99 ${cell.p99.toFixed(1)}`.padStart(10),
      `${cell.cpu?.toFixed(0) ?? '?'} µs`.padStart(8),
      cell.ratio?.toFixed(2) ?? '',
      cell.void === null ? '' : `void: ${cell.void}`,
    ];
    console.log(`    ${cell.peer.padEnd(18)} ${numbers.join('  ')}`);
  }
}

export function showHostile({ calm, beside, attack }: HostileResult): void {
  const outcomes = Object.entries(attack.statuses).map(([outcome, count]) => `${count} × ${outcome}`);
  console.log(`    normal load alone   p99 ${calm.p99.toFixed(1)} ms, ${Math.round(calm.perSecond)}/s`);
  console.log(
    `    beside ${attack.sent} hostile  p99 ${beside.p99.toFixed(1)} ms, ${Math.round(beside.perSecond)}/s, ${beside.failed} failed`,
  );
  console.log(`    they got            ${outcomes.join(', ')}; the slowest after ${Math.round(attack.slowest)} ms`);
}

export function showBeside({ p99, share, pages }: BesidePages): void {
  console.log(
    `    newest list         p99 ${p99.alone.toFixed(1)} ms alone, ${p99.beside.toFixed(1)} ms beside (${share.toFixed(2)})`,
  );
  console.log(
    `    pages               ${pages.perSecond.toFixed(1)}/s, p99 ${pages.p99.toFixed(1)} ms, ${pages.failed} failed`,
  );
}
