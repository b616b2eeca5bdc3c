import { LIMITS } from '../limits.js';
import { decoded } from './entities.js';

const SCHEMES = new Set(['http:', 'https:', 'mailto:']);

/** The name of a host. A long one exists nowhere, and to write it in ASCII takes a time that grows with the square of its length. */
const HOST = /^[a-z][a-z\d+.-]*:\/*([^/?#]*)/i;

function parsed(address: string): URL | undefined {
  if ((HOST.exec(address)?.[1] ?? '').length > LIMITS.text.hostCharacters) return undefined;
  try {
    return new URL(address);
  } catch {
    return undefined;
  }
}

/** Browsers drop or translate these before they read the scheme. */
const hasHidden = (address: string): boolean => /[\u0000-\u0020\u007f\\]/.test(address);

/**
 * Where a link may lead: http, https, mailto, a path of this site (`/tags/tides`) or a part of the page (`#part`).
 * @returns the address as a browser will understand it, or undefined: then there is no link.
 */
export function linkAddress(href: string): string | undefined {
  const address = decoded(href).trim();
  if (hasHidden(address)) return undefined;
  if (/^#[^#]*$/.test(address)) return encoded(address);
  if (address.startsWith('/') && !address.startsWith('//')) return encoded(address);
  const url = parsed(address);
  return url && SCHEMES.has(url.protocol) ? url.href : undefined;
}

/** Where a picture may come from: https, another site. */
export function pictureAddress(src: string): URL | undefined {
  const address = decoded(src).trim();
  const url = hasHidden(address) ? undefined : parsed(address);
  return url?.protocol === 'https:' ? url : undefined;
}

function encoded(address: string): string | undefined {
  try {
    return encodeURI(address).replace(/%25/g, '%');
  } catch {
    return undefined;
  }
}
