import { type Sql, sql } from '../../platform/database/index.js';
import { slugIn, tagSlug } from '../posts/index.js';
import { usernameOf } from '../users/index.js';

/** Browsers show addresses without it. */
const SCHEME = /^https?:\/\//i;
const PATH = /^\/(?:(stories|tags)\/|(@|%40))([^\s/?#]+)\/?(?:[?#]\S*)?$/i;

/**
 * What the address of a page leads to, where somebody searches for that: rows of `kind` and `id`. Undefined for any other text.
 * @param origin of this site
 */
export function addressedBy(text: string, origin: string): Sql<{ kind: number; id: string }> | undefined {
  const [address, here] = [text.trim(), origin].map((one) => one.replace(SCHEME, '')) as [string, string];
  const found = PATH.exec(address.startsWith(`${here}/`) ? address.slice(here.length) : address);
  if (!found) return undefined;
  const [, list, at, name] = found;
  const decoded = decodedName(name!);
  if (at !== undefined) return sql`select 2 as kind, id from users where username = ${usernameOf(decoded) ?? ''}`;
  if (list!.toLowerCase() === 'tags')
    return sql`select 1 as kind, id from tags where slug = ${tagSlug(decoded) ?? ''} and post_count > 0`;
  return sql`
    select 3 as kind, s.post_id as id from posts p join post_search s on s.post_id = p.id
    where p.slug = ${slugIn(decoded) ?? ''}`;
}

function decodedName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
