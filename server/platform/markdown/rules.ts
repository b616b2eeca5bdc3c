import type { Ruler, Token } from 'markdown-it';

/** A rule of the parser as it is now, to be put into another one. */
export function ruleOf<Args extends unknown[], Result>(
  ruler: Ruler<Args, Result>,
  name: string,
): { rule: (...args: Args) => Result; alt: string[] } {
  const found = ruler.__rules__.find((rule) => rule.name === name)!;
  return { rule: found.fn, alt: found.alt };
}

/** An attribute of a token as text; undefined where it has none. */
export function attribute(token: Token, name: string): string | undefined {
  const value = token.attrGet(name);
  return value === null ? undefined : String(value);
}
