import { LIMITS } from '../limits.js';

const SCHEMES = new Set(['http:', 'https:', 'mailto:', 'tel:', 'geo:']);

/** Scheme, host, and the rest. */
const PARTS = /^([a-z][a-z\d+.-]*:[\\/]*)([^\\/?#]*)(.*)$/is;

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
 * Where a link may lead: http, https, mailto, tel, geo, or a path of this site (`/tags/tides`).
 * @returns the address as a browser will understand it, or undefined: then there is no link.
 */
export function linkAddress(address: string): string | undefined {
  const written = withoutBreaks(address);
  if (written.startsWith('/')) return pathOfThisSite(written);
  // As a bare address, which is a link too.
  const url = parsed(/^www\./i.test(written) ? `http://${written}` : written);
  if (!url || !SCHEMES.has(url.protocol)) return undefined;
  // Numbers are written in groups; a link has none.
  if (url.protocol === 'tel:') return url.href.replace(/(?:\s|%20)+/g, '');
  return url.href.replace(/\s/g, encodeURIComponent);
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
  return url?.protocol === 'https:' ? url : undefined;
}
