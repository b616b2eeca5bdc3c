import { counted } from './text.js';

/** Some browsers have no formats, and some throw for the zone that their system names: a date is then told by numbers. */
function formatOf(options: Intl.DateTimeFormatOptions, locale?: string): (date: Date) => string {
  let format: Intl.DateTimeFormat | undefined;
  return (date) => {
    try {
      format ??= new Intl.DateTimeFormat(locale, options);
      return format.format(date);
    } catch {
      return date.toISOString().slice(0, 10);
    }
  };
}

const day = formatOf({ day: 'numeric', month: 'long' }, 'en-GB');
const dayAndYear = formatOf({ day: 'numeric', month: 'long', year: 'numeric' }, 'en-GB');
const month = formatOf({ month: 'long', year: 'numeric' }, 'en-GB');
const clock = formatOf({ hour: '2-digit', minute: '2-digit' }, 'en-GB');

/** "14 November", with the year unless it is this one; in the reader's zone. */
export function shortDate(iso: string, now = new Date()): string {
  const date = new Date(iso);
  return date.getFullYear() === now.getFullYear() ? day(date) : dayAndYear(date);
}

/** "14 November, 16:40", with the year unless it is this one: when something was changed. */
export const dateAndTime = (iso: string): string => `${shortDate(iso)}, ${clock(new Date(iso))}`;

export const longDate = (iso: string): string => dayAndYear(new Date(iso));
export const monthOf = (iso: string): string => month(new Date(iso));
export const yearOf = (iso: string): number => new Date(iso).getFullYear();

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
