import { createHash } from 'node:crypto';

/** What of the client's `index.html` is replaced in a page that is there before any script. */
const HEAD = /<!--page-head-->.*?<!--\/page-head-->/s;
const BODY = /<!--page-body-->/;
const STATE = /<!--page-state-->.*?<!--\/page-state-->/s;

interface Parts {
  head: string;
  body: string;
  /** JSON that is safe within a script element. */
  state: string;
}

/** Tells a build of the client from others by its `index.html`, which names all hashed files. nginx/page-build.envsh computes the same. */
export const buildOf = (template: string): string => createHash('sha256').update(template).digest('hex').slice(0, 16);

/**
 * @param template `index.html` as the client's build made it
 * @returns what makes a whole page of rendered parts
 * @throws Error when a placeholder is missing, or there are two
 */
export function pageTemplate(template: string): (parts: Parts) => string {
  const fixed = [HEAD, BODY, STATE].reduce<string[]>(
    (pieces, placeholder) => {
      const [before, after, ...more] = pieces.pop()!.split(placeholder);
      if (after === undefined || more.length > 0)
        throw new Error(`The page's template must have one ${placeholder.source}, in the order of head, body, state.`);
      return [...pieces, before!, after];
    },
    [template],
  );
  const [begin, beforeBody, beforeState, end] = fixed as [string, string, string, string];
  return ({ head, body, state }) =>
    `${begin}${head}${beforeBody}${body}${beforeState}<script type="application/json" id="page-state">${state}</script>${end}`;
}
