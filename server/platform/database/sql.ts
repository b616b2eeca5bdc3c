import { createHash } from 'node:crypto';
import { LIMITS } from '../limits.js';

/** A piece of SQL with its parameters. `Row` is what a statement made of it returns. */
export class Sql<Row = unknown> {
  declare readonly row: Row;

  constructor(
    readonly parts: readonly string[],
    readonly values: readonly unknown[],
    readonly isPrepared = true,
  ) {}
}

/**
 * SQL as it is sent: every `${value}` becomes a parameter, a nested `sql` is spliced in with its own.
 * Only what stands literally in the source becomes text of the statement.
 */
export function sql<Row = unknown>(strings: TemplateStringsArray, ...inserts: unknown[]): Sql<Row> {
  const parts: string[] = [strings[0]!];
  const values: unknown[] = [];
  let isPrepared = true;
  inserts.forEach((insert, i) => {
    const tail = strings[i + 1]!;
    if (insert instanceof Sql) {
      parts[parts.length - 1] += insert.parts[0]!;
      parts.push(...insert.parts.slice(1));
      values.push(...insert.values);
      parts[parts.length - 1] += tail;
      isPrepared &&= insert.isPrepared;
    } else {
      values.push(insert);
      parts.push(tail);
    }
  });
  return new Sql<Row>(parts, values, isPrepared);
}

/** Nothing, where a condition is left out. */
export const noSql = sql``;

/**
 * A piece of SQL that is rarely used. A statement with it is planned each time, so that its combinations with other pieces do
 * not stay prepared in each connection.
 */
export const unprepared = <Row>({ parts, values }: Sql<Row>): Sql<Row> => new Sql<Row>(parts, values, false);

/** A number as text of the statement: PostgreSQL plans with it, however often the statement is prepared. */
export function literal(count: number): Sql {
  if (!Number.isSafeInteger(count) || count < 0) throw new RangeError(`No count: ${count}.`);
  return new Sql([String(count)], []);
}

/** The names under which statements are prepared: one for each text, and none for further texts once there are `limit`. */
export class StatementNames {
  private readonly names = new Map<string, string>();

  constructor(private readonly limit: number) {}

  of(text: string): string | undefined {
    const known = this.names.get(text);
    if (known !== undefined || this.names.size >= this.limit) return known;
    const name = createHash('sha256').update(text).digest('base64url').slice(0, 24);
    this.names.set(text, name);
    return name;
  }
}

const statementNames = new StatementNames(LIMITS.process.preparedStatements);

export interface Statement {
  text: string;
  /** Without one, PostgreSQL plans the statement for its values and forgets it. */
  name: string | undefined;
  values: unknown[];
}

/** The statement with `$1 …`, and the name it is prepared under. */
export function toStatement(query: Sql, names = statementNames): Statement {
  let text = query.parts[0]!;
  for (let i = 1; i < query.parts.length; i++) text += `$${i}${query.parts[i]!}`;
  return { text, name: query.isPrepared ? names.of(text) : undefined, values: [...query.values] };
}
