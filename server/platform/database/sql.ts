import { createHash } from 'node:crypto';

/** A piece of SQL with its parameters. `Row` is what a statement made of it returns. */
export class Sql<Row = unknown> {
  declare readonly row: Row;

  constructor(
    readonly parts: readonly string[],
    readonly values: readonly unknown[],
  ) {}
}

/**
 * SQL as it is sent: every `${value}` becomes a parameter, a nested `sql` is spliced in with its own.
 * Only what stands literally in the source becomes text of the statement.
 */
export function sql<Row = unknown>(strings: TemplateStringsArray, ...inserts: unknown[]): Sql<Row> {
  const parts: string[] = [strings[0]!];
  const values: unknown[] = [];
  inserts.forEach((insert, i) => {
    const tail = strings[i + 1]!;
    if (insert instanceof Sql) {
      parts[parts.length - 1] += insert.parts[0]!;
      parts.push(...insert.parts.slice(1));
      values.push(...insert.values);
      parts[parts.length - 1] += tail;
    } else {
      values.push(insert);
      parts.push(tail);
    }
  });
  return new Sql<Row>(parts, values);
}

/** Nothing, where a condition is left out. */
export const noSql = sql``;

export interface Statement {
  text: string;
  name: string;
  values: unknown[];
}

const names = new Map<string, string>();

/** The text with `$1 …`, and the name it is prepared under: one for each text. */
export function toStatement(query: Sql): Statement {
  let text = query.parts[0]!;
  for (let i = 1; i < query.parts.length; i++) text += `$${i}${query.parts[i]!}`;
  let name = names.get(text);
  if (name === undefined) {
    name = createHash('sha256').update(text).digest('base64url').slice(0, 24);
    names.set(text, name);
  }
  return { text, name, values: [...query.values] };
}
