import { domainToASCII, domainToUnicode } from 'node:url';
import { withoutHidden } from '../../platform/input/characters.js';
import { LIMITS } from '../../platform/limits.js';

const inSmallLetters = (text: string): string =>
  withoutHidden(text, 'name').normalize('NFKC').trim().toLowerCase().normalize('NFKC');

/**
 * A username or an e-mail address as it was typed, but for what makes no difference: capitals (also those of a Turkish keyboard, whose
 * i is İ), full width, what nobody sees.
 */
export const typedName = (text: string): string => inSmallLetters(text).replaceAll('i\u0307', 'i');

/** What would end the name of a host, or stand for another character of it: none of an address has these. */
const NO_HOST = /[\s/?#\\:%[\]]/;

/** With another form of the domain. To write a long one in ASCII takes a time that grows with the square of its length. */
function withDomain(email: string, change: (domain: string) => string): string {
  const at = email.lastIndexOf('@') + 1;
  const domain = email.slice(at).replace(/[.\u3002]$/, '');
  return at === 0 || domain.length > LIMITS.text.hostCharacters || NO_HOST.test(domain)
    ? email
    : email.slice(0, at) + (change(domain) || domain);
}

/** What word processors make of the apostrophe and the hyphen; no address has these. */
const asOnKeyboard = (text: string): string =>
  text.replace(/[\u02bc\u2018\u2019]/g, "'").replace(/[\u2010-\u2014\u2212]/g, '-');

/** The one form in which an e-mail address is kept: `Anna@München.example.` is `anna@xn--mnchen-3ya.example`. */
export const canonicalEmail = (text: string): string => withDomain(asOnKeyboard(typedName(text)), domainToASCII);

/** For its owner: the domain in their own letters. */
export const readableEmail = (email: string): string => withDomain(email, domainToUnicode);

/** All forms in which the address of an account may be kept, from before they were one. */
export function emailSpellings(text: string): string[] {
  const canonical = canonicalEmail(text);
  return [...new Set([typedName(text), inSmallLetters(text), canonical, readableEmail(canonical)])];
}
