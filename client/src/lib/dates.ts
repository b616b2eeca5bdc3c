const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long' });
const dayAndYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const month = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric' });
const ago = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** "14 November", with the year unless it is this one; in the reader's zone. */
export function shortDate(iso: string, now = new Date()): string {
  const date = new Date(iso);
  return date.getFullYear() === now.getFullYear() ? day.format(date) : dayAndYear.format(date);
}

/** "14 November, 16:40", with the year unless it is this one: when something was changed. */
export const dateAndTime = (iso: string): string => `${shortDate(iso)}, ${clock.format(new Date(iso))}`;

export const longDate = (iso: string): string => dayAndYear.format(new Date(iso));
export const monthOf = (iso: string): string => month.format(new Date(iso));
export const yearOf = (iso: string): number => new Date(iso).getFullYear();

/** "Now", "5 minutes ago", "3 hours ago"; a date once a day has passed. */
export function timeAgo(iso: string, now = Date.now()): string {
  const minutes = Math.round((now - Date.parse(iso)) / 60_000);
  if (minutes < 1) return 'Now';
  if (minutes < 60) return ago.format(-minutes, 'minute');
  if (minutes < 24 * 60) return ago.format(-Math.round(minutes / 60), 'hour');
  return shortDate(iso, new Date(now));
}

/** "40 seconds", "2 minutes": how long one waits. */
export function waitOf(seconds: number): string {
  if (seconds < 60) return `${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;
  const minutes = Math.ceil(seconds / 60);
  return `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`;
}
