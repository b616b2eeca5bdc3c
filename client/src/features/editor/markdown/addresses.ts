import { withoutHidden } from '../../../../../server/platform/input/characters.js';
import { linkAddress, pictureAddress } from '../../../../../server/platform/markdown/addresses.js';

/** The scheme of an address; `localhost:8000` has a port and no scheme. */
const SCHEME = /^([a-z][a-z\d+.-]*):(?!\d+(?:[/?#]|$))/i;
const HOST = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}[\p{L}\p{N}-]*(?=[:/?#]|$)/u;

/** Whether a text is nothing but an address of the web or of a mailbox. */
export const isAddress = (text: string): boolean => /^(?:https?:\/\/[^\s/]\S*|mailto:\S+@\S+)$/i.test(text);

/** An address as it was copied, without the characters that nobody sees: with them it leads elsewhere. */
export const copiedAddress = (text: string): string => withoutHidden(text.trim(), 'name').trim();

/** What somebody typed as an address, with what they left out: `example.org` is `https://example.org`, `@anna` their profile. */
export function completeAddress(typed: string): string {
  const copied = copiedAddress(typed);
  // An input method may make letters of full width.
  const address = (/^[\uff20-\uff5a]/.test(copied) ? copied.normalize('NFKC') : copied)
    .replace(/^<([^<>]*)>$/, '$1')
    .replace(/^https?:\/\/(?=https?:\/\/)/i, '')
    .replace(/(?<=[\p{L}\p{N}/])[.,;]+$/u, '');
  if (/^@\w{3,30}$/.test(address)) return `/${address}`;
  if (/^\+[\d ()./-]{6,24}$/.test(address)) return `tel:${address.replace(/[^+\d]/g, '')}`;
  if (SCHEME.test(address) || /^[/#]/.test(address)) return address.startsWith('//') ? `https:${address}` : address;
  if (/^[^\s@/:]+@[^\s@/]+\.[^\s@/]+$/.test(address)) return `mailto:${address}`;
  return HOST.test(address) || /^localhost\b/.test(address) ? `https://${address}` : address;
}

const areBalanced = (text: string): boolean => {
  let depth = 0;
  for (const character of text) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
};

const percent = (text: string) =>
  [...new TextEncoder().encode(text)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');

/** An address as it can stand in Markdown's parentheses. */
export function destination(address: string): string {
  const safe = address.replace(/[\s\u0000-\u001f\u007f<>\\`|]/gu, percent).replace(/&(?=#?\w+;)/g, '&amp;');
  return areBalanced(safe) ? safe : safe.replace(/[()]/g, percent);
}

/** Why readers do not get a link to an address, as a sentence; undefined when they do. The server decides. */
export function linkProblem(address: string): string | undefined {
  // A part of the same page.
  if (/^#./.test(address)) return undefined;
  return linkAddress(address) === undefined ? reasonFor(address) : undefined;
}

/** Why readers do not get a picture from an address, as a sentence; undefined when they do. The server decides. */
export function pictureProblem(address: string): string | undefined {
  if (pictureAddress(address) !== undefined) return undefined;
  const scheme = SCHEME.exec(address.trim())?.[1]?.toLowerCase();
  if (scheme === 'http' && linkAddress(address) !== undefined) {
    return 'Its address starts with http://. Pictures need one that starts with https://.';
  }
  if (address.trim() !== '' && linkAddress(address) !== undefined) {
    return 'Pictures need a whole address that starts with https://.';
  }
  return reasonFor(address);
}

function reasonFor(address: string): string {
  const trimmed = address.trim();
  if (trimmed === '') return 'It has no address.';
  if (/[\u0000-\u0020\u007f\\]/.test(trimmed)) return 'Its address has a space or a backslash in it.';
  const scheme = SCHEME.exec(trimmed)?.[1]?.toLowerCase();
  if (scheme === undefined) {
    return trimmed.startsWith('//') || HOST.test(trimmed)
      ? 'Its address needs https:// in front.'
      : 'Its address isn’t complete: it starts with https:// or with /.';
  }
  if (/^(?:https?:\/*|[^:]+:)$/i.test(trimmed)) return 'Its address isn’t complete.';
  if (/^https?:\/\/[^/?#]*@/i.test(trimmed)) return 'Its address has a username or a password in it.';
  return /^(?:https?|mailto)$/.test(scheme)
    ? 'Its address isn’t valid.'
    : `Its address starts with ${scheme}:, which Wander doesn’t open.`;
}
