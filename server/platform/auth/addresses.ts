import { BlockList, isIP, isIPv6 } from 'node:net';
import { boundedCache } from '../bounded-cache.js';
import { LIMITS } from '../limits.js';

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIPv6(address) ? 'ipv6' : 'ipv4');

/**
 * An address without the zone, which means something on its sender's own machine only; and `::ffff:203.0.113.7`, however
 * it is spelled (`::ffff:cb00:7107`), as the IPv4 address 203.0.113.7 that it is.
 */
export function plainAddress(text: string): string {
  if (!text.includes(':') || !isIPv6(text)) return text;
  const address = text.split('%', 1)[0]!;
  const mapped = /^\[::ffff:([\da-f]+):([\da-f]+)\]$/.exec(new URL(`http://[${address}]`).hostname);
  if (!mapped) return address;
  const [high, low] = [Number.parseInt(mapped[1]!, 16), Number.parseInt(mapped[2]!, 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

/** An IPv6 address with a zone, and white space around it. */
const HOP_LENGTH = 64;

const KNOWN_BYTES = 100;

/** Makes a check whether an address belongs to these addresses and CIDRs. */
export function isTrustedProxy(networks: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    if (bits === undefined) list.addAddress(address, familyOf(address));
    else list.addSubnet(address, Number(bits), familyOf(address));
  }
  // A proxy is asked about at each of its requests.
  const known = boundedCache<boolean>('proxies', () => KNOWN_BYTES);
  return (address) => {
    let isMember = known.get(address);
    if (isMember === undefined) {
      isMember = list.check(address, familyOf(address));
      known.set(address, isMember);
    }
    return isMember;
  };
}

/** The last addresses of the header; what is before them is not looked at. */
const lastHops = (header: string): string[] =>
  header
    .slice(-LIMITS.text.forwardedAddresses * HOP_LENGTH)
    .split(',')
    .slice(-LIMITS.text.forwardedAddresses);

/** As proxies write it, and as RFC 7239 has it: `203.0.113.9:51234`, `[2001:db8::1]:443`, with quotation marks or without. */
const HOP = /^"?(?:\[([\da-f:.%]+)\]|([\d.]+))(?::\d{1,5})?"?$/i;

/** The address of a hop; undefined where it names none, as `unknown` and `_hidden` do. */
function addressOf(hop: string): string | undefined {
  const [, inBrackets, before] = HOP.exec(hop) ?? [];
  const address = plainAddress(inBrackets ?? before ?? hop);
  return isIP(address) === 0 ? undefined : address;
}

/**
 * Finds a client's address: the socket's, or, where that is one of the trusted proxies (addresses or CIDRs), the last in
 * X-Forwarded-For that is not. What a stranger writes into the header is never believed.
 */
export function addressFinder(
  trustProxy: readonly string[],
): (socketAddress: string | undefined, forwardedFor: string | string[] | undefined) => string {
  const isTrusted = isTrustedProxy(trustProxy);
  return (socketAddress, forwardedFor) => {
    let address = plainAddress(socketAddress ?? '');
    if (forwardedFor === undefined) return address;
    const hops = lastHops([forwardedFor].flat().join(','));
    while (isIP(address) !== 0 && isTrusted(address) && hops.length > 0) {
      const hop = hops.pop()!.trim();
      if (hop === '') continue;
      const next = addressOf(hop);
      if (next === undefined) break;
      address = next;
    }
    return address;
  };
}

/** What limits count as one address: an IPv4 address, or the /64 that one IPv6 customer has whole. */
export function networkOf(address: string): string {
  if (!address.includes(':') || !isIPv6(address)) return address;
  const [head = '', tail] = address.split('%')[0]!.toLowerCase().split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const missing = 8 - left.length - right.length;
  const groups = tail === undefined ? left : [...left, ...Array<string>(Math.max(0, missing)).fill('0'), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
