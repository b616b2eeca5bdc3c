import { longDate, monthOf, timeAgo } from '../lib/dates.js';
import { useIsHydrated } from '../lib/hydration.js';

interface Props {
  /** ISO 8601. */
  at: string;
  /** "14 November 2026", "November 2026", or "5 minutes ago" with the date as its title. */
  as?: 'date' | 'month' | 'ago';
  id?: string;
}

/** A moment as its reader's clock has it; UTC until the page is hydrated, since the server knows no reader. */
export function Time({ at, as = 'date', id }: Props) {
  const isHydrated = useIsHydrated();
  const zone = isHydrated ? 'local' : 'utc';
  if (as === 'month') return <time dateTime={at}>{monthOf(at, zone)}</time>;
  if (as === 'date') return <time dateTime={at}>{longDate(at, zone)}</time>;
  return (
    <time className="ago" id={id} dateTime={at} title={longDate(at, zone)}>
      {isHydrated ? timeAgo(at) : longDate(at, zone)}
    </time>
  );
}
