import { createHash } from 'node:crypto';
import { LIMITS } from '../limits.js';

/** The text of a piece of SQL, in parts between which its values go. Pieces that are made alike share one. */
class Shape {
  private whole: string | undefined;

  constructor(
    readonly parts: readonly string[],
    readonly isPrepared: boolean,
  ) {}

  /** With `$1 …`. */
  get text(): string {
    return (this.whole ??= this.parts.reduce((text, part, i) => `${text}$${i}${part}`));
  }
}

/** A piece of SQL with its parameters. `Row` is what a statement made of it returns. */
export class Sql<Row = unknown> {
  declare readonly row: Row;

  constructor(
    readonly shape: Shape,
    readonly values: readonly unknown[],
  ) {}
}

/** Stands for a value among what is inserted into a piece. */
const VALUE = new Shape([], true);

/** What has been inserted so far into the strings of a template, and which shape came of it. */
class ShapeNode {
  private static count = 0;
  shape: Shape | undefined;
  private readonly children = new Map<Shape, ShapeNode>();

  /** @returns undefined where the shape is made for this time only */
  child(inserted: Shape): ShapeNode | undefined {
    const known = this.children.get(inserted);
    if (known !== undefined || !inserted.isPrepared || ShapeNode.count >= LIMITS.process.statementPieces) return known;
    ShapeNode.count += 1;
    const child = new ShapeNode();
    this.children.set(inserted, child);
    return child;
  }
}

const templates = new Map<TemplateStringsArray, ShapeNode>();

/**
 * SQL as it is sent: every `${value}` becomes a parameter, a nested `sql` is spliced in with its own.
 * Only what stands literally in the source becomes text of the statement, and it is put together once for each combination.
 */
export function sql<Row = unknown>(strings: TemplateStringsArray, ...inserts: unknown[]): Sql<Row> {
  let node = templates.get(strings);
  if (node === undefined) templates.set(strings, (node = new ShapeNode()));
  const values: unknown[] = [];
  for (const insert of inserts) {
    if (insert instanceof Sql) {
      node = node?.child(insert.shape);
      for (const value of insert.values) values.push(value);
    } else {
      node = node?.child(VALUE);
      values.push(insert);
    }
  }
  if (node === undefined) return new Sql<Row>(combined(strings, inserts), values);
  node.shape ??= combined(strings, inserts);
  return new Sql<Row>(node.shape, values);
}

function combined(strings: TemplateStringsArray, inserts: readonly unknown[]): Shape {
  const parts: string[] = [strings[0]!];
  let isPrepared = true;
  inserts.forEach((insert, i) => {
    const tail = strings[i + 1]!;
    if (insert instanceof Sql) {
      const { shape } = insert as Sql;
      parts[parts.length - 1] += shape.parts[0]!;
      parts.push(...shape.parts.slice(1));
      parts[parts.length - 1] += tail;
      isPrepared &&= shape.isPrepared;
    } else parts.push(tail);
  });
  return new Shape(parts, isPrepared);
}

/** Nothing, where a condition is left out. */
export const noSql = sql``;

/**
 * A piece of SQL that is rarely used. A statement with it is planned each time, so that its combinations with other pieces do
 * not stay prepared in each connection.
 */
export const unprepared = <Row>({ shape, values }: Sql<Row>): Sql<Row> =>
  new Sql<Row>(new Shape(shape.parts, false), values);

const counts = new Map<number, Shape>();

/** A number as text of the statement: PostgreSQL plans with it, however often the statement is prepared. */
export function literal(count: number): Sql {
  if (!Number.isSafeInteger(count) || count < 0) throw new RangeError(`No count: ${count}.`);
  let shape = counts.get(count);
  if (shape === undefined) {
    shape = new Shape([String(count)], true);
    if (counts.size < LIMITS.process.statementPieces) counts.set(count, shape);
  }
  return new Sql(shape, []);
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
export function toStatement({ shape, values }: Sql, names = statementNames): Statement {
  const { text, isPrepared } = shape;
  return { text, name: isPrepared ? names.of(text) : undefined, values: values as unknown[] };
}
