import { badInput } from '../errors/index.js';
import { LIMITS } from '../limits.js';
import { noSql, sql, Sql, unprepared } from './sql.js';

/** Which part of a list is wanted, as Relay says it: first/after, or last/before. */
export interface PageRequest {
  first?: number | null;
  after?: string | null;
  last?: number | null;
  before?: string | null;
}

type KeyType = 'time' | 'uuid' | 'count' | 'number' | 'text';

interface OrderKey {
  column: Sql;
  type: KeyType;
  direction: 'ASC' | 'DESC';
}

/** An order of a list. Its last key is the id, so that no two rows are equal in it. */
export interface Order<Row> {
  /** Marks the cursors of this order: they are refused in any other. */
  name: string;
  keys: readonly OrderKey[];
  /** The values of the keys in a row, in the same order. */
  valuesOf: (row: Row) => readonly (string | number)[];
}

/** Cursors are made where they are asked for. */
export interface Page<Node> {
  readonly nodes: Node[];
  readonly edges: { cursor: string; node: Node }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  /** How many the whole list has, where that is kept. */
  totalCount?: number;
}

export const DEFAULT_PAGE = 20;
export const MAX_PAGE = 100;

const CASTS: Record<KeyType, Sql> = {
  time: sql`::timestamptz`,
  uuid: sql`::uuid`,
  count: sql`::bigint`,
  number: sql`::float8`,
  text: sql`::text`,
};
const SHAPES: Record<KeyType, (value: unknown) => boolean> = {
  time: (v) => typeof v === 'string' && v >= '0001' && !Number.isNaN(Date.parse(v)) && new Date(v).toISOString() === v,
  uuid: (v) => typeof v === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(v),
  count: (v) => Number.isSafeInteger(v),
  number: (v) => typeof v === 'number',
  text: (v) => typeof v === 'string' && v.isWellFormed() && !v.includes('\u0000'),
};

/**
 * The limits of the pages that Wander's own client asks for, as PostgreSQL likes them: one that it does not know when it plans
 * has it plan each time anew, which takes a quarter of a list's time. Other sizes are not prepared: they would be planned each
 * time all the same.
 */
const USUAL_LIMITS: Readonly<Record<number, Sql>> = { 3: sql`4`, 20: sql`21`, 50: sql`51` };

/**
 * One page of a list by keyset: the first and the five-thousandth cost the same.
 * Use: `where … ${page.where} order by ${page.orderBy} limit ${page.limit}`, then `page.of(rows)`.
 */
export class KeysetPage<Row> {
  /** ` and …`, or nothing on the first page. */
  readonly where: Sql;
  readonly orderBy: Sql;
  /** One more than the page holds, to know whether there is another. */
  readonly limit: Sql;
  private readonly size: number;
  private readonly backward: boolean;
  private readonly from: boolean;

  /** @throws AppError BAD_USER_INPUT for sizes out of 1..100, mixed directions and cursors of another list. */
  constructor(
    request: PageRequest,
    private readonly order: Order<Row>,
  ) {
    const { first, last } = request;
    // Typed clients send an empty text for a cursor that they do not have yet.
    const [after, before] = [request.after || null, request.before || null];
    this.backward = last != null || before != null;
    if (this.backward && (first != null || after != null))
      throw badInput([
        { path: last != null ? 'last' : 'before', message: 'Give first and after, or last and before, not both.' },
      ]);
    const [size, path] = this.backward ? [last, 'last'] : [first, 'first'];
    if (size != null && (size < 1 || size > MAX_PAGE))
      throw badInput([{ path, message: `${path} must be from 1 to ${MAX_PAGE}.` }]);
    this.size = size ?? DEFAULT_PAGE;
    this.limit = USUAL_LIMITS[this.size] ?? unprepared(sql`${this.size + 1}`);
    const cursor = this.backward ? before : after;
    this.from = cursor != null;
    this.where = cursor == null ? noSql : sql` and ${beyond(order.keys, this.decode(cursor), this.backward)}`;
    const inOrder = orderBy(order.keys, this.backward);
    this.orderBy = this.backward ? unprepared(inOrder) : inOrder;
  }

  /** Whether these rows are all that the page asks for. */
  isFilledBy(rows: readonly Row[]): boolean {
    return rows.length > this.size;
  }

  of(rows: Row[]): Page<Row> {
    const more = rows.length > this.size;
    const nodes = more ? rows.slice(0, -1) : [...rows];
    if (this.backward) nodes.reverse();
    const cursorOf = (node: Row | undefined) => (node === undefined ? null : this.cursorOf(node));
    return {
      nodes,
      get edges() {
        return nodes.map((node) => ({ cursor: cursorOf(node)!, node }));
      },
      pageInfo: {
        hasNextPage: this.backward ? this.from : more,
        hasPreviousPage: this.backward ? more : this.from,
        get startCursor() {
          return cursorOf(nodes[0]);
        },
        get endCursor() {
          return cursorOf(nodes.at(-1));
        },
      },
    };
  }

  private cursorOf(row: Row): string {
    return Buffer.from(JSON.stringify([this.order.name, ...this.order.valuesOf(row)])).toString('base64url');
  }

  private decode(cursor: string): unknown[] {
    const decoded = cursor.length > LIMITS.text.cursorCharacters ? undefined : parsed(cursor);
    const { name, keys } = this.order;
    const [order, ...values] = Array.isArray(decoded) ? (decoded as unknown[]) : [];
    const fits = order === name && values.length === keys.length && keys.every((key, i) => SHAPES[key.type](values[i]));
    if (!fits)
      throw badInput([
        { path: this.backward ? 'before' : 'after', message: 'This cursor does not belong to this list and order.' },
      ]);
    return values;
  }
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

const isDescending = (key: OrderKey, backward: boolean): boolean => (key.direction === 'DESC') !== backward;

function orderBy(keys: readonly OrderKey[], backward: boolean): Sql {
  return keys.reduce((whole, key, i) => {
    const one = isDescending(key, backward) ? sql`${key.column} desc` : sql`${key.column} asc`;
    return i === 0 ? one : sql`${whole}, ${one}`;
  }, noSql);
}

/** The rows behind the cursor: `(a, id) < (…)` where all keys run the same way, which an index serves directly. */
function beyond(keys: readonly OrderKey[], values: unknown[], backward: boolean): Sql {
  const bound = keys.map((key, i) => sql`${values[i]}${CASTS[key.type]}`);
  const sameWay = keys.every((key) => key.direction === keys[0]!.direction);
  if (sameWay) {
    const columns = keys.map((key) => key.column).reduce((a, b) => sql`${a}, ${b}`);
    const row = bound.reduce((a, b) => sql`${a}, ${b}`);
    return isDescending(keys[0]!, backward) ? sql`(${columns}) < (${row})` : sql`(${columns}) > (${row})`;
  }
  const [key, ...rest] = keys as [OrderKey, ...OrderKey[]];
  const past = isDescending(key, backward) ? sql`${key.column} < ${bound[0]}` : sql`${key.column} > ${bound[0]}`;
  if (rest.length === 0) return past;
  const reached = isDescending(key, backward) ? sql`${key.column} <= ${bound[0]}` : sql`${key.column} >= ${bound[0]}`;
  // `reached` says nothing new; it is the part that an index can seek to.
  return sql`${reached} and (${past} or (${key.column} = ${bound[0]} and ${beyond(rest, values.slice(1), backward)}))`;
}
