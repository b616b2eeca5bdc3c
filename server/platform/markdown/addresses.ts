import { LIMITS } from '../limits.js';

const SCHEMES = new Set(['http:', 'https:', 'mailto:', 'tel:', 'geo:']);

/** Scheme, host, and the rest. */
const PARTS = /^([a-z][a-z\d+.-]*:[\\/]*)([^\\/?#]*)(.*)$/is;

/** A name of a host as people write it, without a scheme; names of files (`notes.md`) are none. */
const HOST =
  /^[\p{L}\p{N}][\p{L}\p{N}.-]{0,252}\.(?!(?:md|js|ts|py|sh|gz)(?:$|[/?#]))(?:[a-z]{2}|com|org|net|edu|gov|int|info|biz|name|blog|travel|app|dev|site|online|shop|club|guide|page|wiki|social|рф)(?::\d{1,5})?(?=$|[/?#])/iu;
const E_MAIL = /^[^\s@:/?#\\<>"]{1,64}@[\p{L}\p{N}][\p{L}\p{N}.-]{0,252}\.\p{L}{2,63}$/u;

/** Stands for this site where a path of it is read. It exists nowhere. */
const HERE = 'https://wander.invalid';

/**
 * Read as a browser reads it: what is allowed is what it would open. Of `\` it makes `/`, which ends the host; behind it a
 * `\` is a character like any other.
 */
function parsed(address: string): URL | undefined {
  const [, scheme = '', host = '', rest = ''] = PARTS.exec(address) ?? [];
  // A long host exists nowhere, and to write it in ASCII takes a time that grows with the square of its length.
  if (host.length > LIMITS.text.hostCharacters) return undefined;
  try {
    return new URL(scheme + host + rest.replace(/^\\/, '/').replaceAll('\\', '%5C'));
  } catch {
    return undefined;
  }
}

/**
 * Where a link may lead: http, https, mailto, tel, geo, or a path of this site (`/tags/tides`). The scheme of a host or of an e-mail
 * address may be left out. A name or a password before the host is told to nobody: whoever wrote it did not mean to, or means
 * another site than it seems.
 * @returns the address as a browser will understand it, or undefined: then there is no link.
 */
export function linkAddress(address: string): string | undefined {
  const written = withoutBreaks(address);
  if (written.startsWith('/')) return pathOfThisSite(written);
  const url = parsed(withScheme(written));
  if (!url || !SCHEMES.has(url.protocol) || hasCredentials(url)) return undefined;
  // Numbers are written in groups; a link has none.
  if (url.protocol === 'tel:') return url.href.replace(/(?:\s|%20)+/g, '');
  return url.href.replace(/\s/g, encodeURIComponent);
}

/** `https://anna:password@example.org`, `https://example.com@elsewhere.org`. */
const hasCredentials = ({ username, password }: URL): boolean => username !== '' || password !== '';

/** `www.example.org` is a link as a bare address, too. */
function withScheme(address: string): string {
  if (/^www\./i.test(address)) return `http://${address}`;
  if (HOST.test(address)) return `https://${address}`;
  return E_MAIL.test(address) ? `mailto:${address}` : address;
}

/** What browsers leave out before they read anything. */
const withoutBreaks = (address: string): string => address.replace(/[\t\n\r]/g, '').trim();

/** Two slashes, of whichever kind, begin the name of a host. */
function pathOfThisSite(address: string): string | undefined {
  if (/^[\\/]{2}/.test(address)) return undefined;
  const url = parsed(HERE + address);
  if (url?.origin !== HERE || url.pathname.startsWith('//')) return undefined;
  return url.pathname + url.search + url.hash;
}

/** Where a picture may come from: https, another site. */
export function pictureAddress(address: string): URL | undefined {
  const url = parsed(withoutBreaks(address));
  return url?.protocol === 'https:' && !hasCredentials(url) ? url : undefined;
}
