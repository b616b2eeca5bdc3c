import { counted } from './text.js';

/** The reader's, or the one in which the server renders pages. */
export type TimeZone = 'local' | 'utc';

// Written out, since the first use of Intl takes a slow phone 100 ms while it starts.
const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August'],
  ...['September', 'October', 'November', 'December'],
];

function calendarOf(date: Date, zone: TimeZone) {
  const [year, month, day] =
    zone === 'utc'
      ? [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()]
      : [date.getFullYear(), date.getMonth(), date.getDate()];
  return { year, month: months[month] ?? '', day };
}

/** "14 November", with the year unless it is this one; in the reader's zone. */
export function shortDate(iso: string, now = new Date()): string {
  const { year, month, day } = calendarOf(new Date(iso), 'local');
  return year === now.getFullYear() ? `${day} ${month}` : `${day} ${month} ${year}`;
}

/** "14 November, 16:40", with the year unless it is this one: when something was changed. */
export function dateAndTime(iso: string): string {
  const date = new Date(iso);
  const clock = [date.getHours(), date.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
  return `${shortDate(iso)}, ${clock}`;
}

/** "14 November 2026". */
export function longDate(iso: string, zone: TimeZone = 'local'): string {
  const { year, month, day } = calendarOf(new Date(iso), zone);
  return `${day} ${month} ${year}`;
}

/** "November 2026". */
export function monthOf(iso: string, zone: TimeZone = 'local'): string {
  const { year, month } = calendarOf(new Date(iso), zone);
  return `${month} ${year}`;
}

/** In UTC: what is listed by years stays where it stands, whoever reads it. */
export const yearOf = (iso: string): number => new Date(iso).getUTCFullYear();

/** "Now", "5 minutes ago", "3 hours ago"; a date once a day has passed. */
export function timeAgo(iso: string, now = Date.now()): string {
  const minutes = Math.round((now - Date.parse(iso)) / 60_000);
  if (minutes < 1) return 'Now';
  if (minutes < 60) return `${counted(minutes, 'minute')} ago`;
  if (minutes < 24 * 60) return `${counted(Math.round(minutes / 60), 'hour')} ago`;
  return shortDate(iso, new Date(now));
}

/** "40 seconds", "2 minutes": how long one waits. */
export function waitOf(seconds: number): string {
  if (seconds < 60) return `${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;
  const minutes = Math.ceil(seconds / 60);
  return `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`;
}
