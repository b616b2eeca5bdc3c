import type { Metrics } from '../../observability/index.js';

/** RFC 6455: the client does what it should not. It should not come back at once. */
export const POLICY_VIOLATION = 1008;
/** Registered with IANA: there is no room now. The client should come back later. */
export const TRY_AGAIN_LATER = 1013;

const CODES = [...[1000, 1001, 1005, 1006, 1007, 1008, 1009, 1013], ...[4400, 4401, 4403, 4406, 4408, 4409, 4429]];

/** Counts closed connections by their code. */
export function closedCounter(metrics: Metrics): (code: number) => void {
  const counts = new Map<number | 'other', number>();
  for (const code of [...CODES, 'other'] as const) {
    counts.set(code, 0);
    const help = 'WebSocket connections closed, by code.';
    metrics.counter('wander_websocket_closed_total', help, () => counts.get(code)!, { code: String(code) });
  }
  return (code) => {
    const label = counts.has(code) ? code : 'other';
    counts.set(label, counts.get(label)! + 1);
  };
}
