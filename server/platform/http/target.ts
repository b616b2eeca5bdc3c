/**
 * What a request asks for, as a path: proxies may send a whole address, which every server has to understand.
 * @returns undefined where it cannot be read
 */
export function targetOf(target = '/'): string | undefined {
  if (target.startsWith('/')) return target;
  if (!URL.canParse(target, 'http://localhost')) return undefined;
  const { pathname, search } = new URL(target, 'http://localhost');
  return /^https?:\/\//i.test(target) ? pathname + search : target;
}
