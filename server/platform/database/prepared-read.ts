import pg from 'pg';
import { prepareValue } from 'pg/lib/utils.js';
import { rowTypes } from './row-types.js';
import type { Statement } from './sql.js';

interface Field {
  name: string;
  dataTypeID: number;
}

type Cells = readonly (string | null)[];
type RowOf = (cells: Cells) => unknown;

/** What `pg` has on a connection and its types leave out. */
interface Connection {
  parsedStatements: Record<string, string | undefined>;
  submittedNamedStatements: Record<string, string | undefined>;
  parse(statement: { text: string; name: string | undefined }): void;
  bind(values: { statement: string | undefined; values: readonly unknown[] }): void;
  describe(portal: { type: 'P' }): void;
  execute(portal: object): void;
  sync(): void;
}

/** How rows of the statements that a connection knows are made, by their names. */
export type RowMakers = Map<string, RowOf>;

/**
 * A read as `pg` sends it. Its own Query asks what the columns are and makes a result of them for each answer; here that is done
 * once for each statement that a connection knows by its name.
 */
export class PreparedRead<Row> {
  readonly text: string;
  readonly name: string | undefined;
  private readonly found: Row[] = [];
  private rowOf: RowOf | undefined;
  private problem: Error | undefined;

  /** @param done is called with rows or an error; what is called after that means nothing. */
  constructor(
    private readonly statement: Statement,
    private readonly makers: RowMakers,
    /** Of `performance.now()`. */
    readonly deadline: number,
    private readonly done: (error: Error | undefined, rows: Row[]) => void,
  ) {
    this.text = statement.text;
    this.name = statement.name;
  }

  /** @returns an error when nothing was sent. */
  submit(connection: Connection): Error | undefined {
    const { text, name } = this;
    let values: unknown[];
    try {
      values = this.statement.values.map(prepareValue);
    } catch (error) {
      return error as Error;
    }
    const isKnown =
      name !== undefined &&
      (connection.parsedStatements[name] !== undefined || connection.submittedNamedStatements[name] !== undefined);
    if (!isKnown) {
      connection.parse({ text, name });
      if (name !== undefined) connection.submittedNamedStatements[name] = text;
    }
    connection.bind({ statement: name, values });
    this.rowOf = isKnown ? this.makers.get(name) : undefined;
    if (this.rowOf === undefined) connection.describe({ type: 'P' });
    connection.execute({});
    connection.sync();
    return undefined;
  }

  handleRowDescription({ fields }: { fields: Field[] }): void {
    this.rowOf = rowMakerOf(fields);
    if (this.name !== undefined) this.makers.set(this.name, this.rowOf);
  }

  handleDataRow({ fields }: { fields: Cells }): void {
    try {
      this.found.push(this.rowOf!(fields) as Row);
    } catch (error) {
      this.problem = error as Error;
    }
  }

  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    this.done(this.problem, this.found);
  }

  handleError(error: Error): void {
    this.done(error, []);
  }
}

// With statements under way at once, `pg` takes queries of its own class alone.
Object.setPrototypeOf(PreparedRead.prototype, pg.Query.prototype as object);

/**
 * Compiles what makes a row of the texts of its columns: an object whose properties are set one after another, by names that are
 * known only at run time, takes several times as long. The names are those of our own statements.
 */
function rowMakerOf(fields: readonly Field[]): RowOf {
  const parsers = fields.map(({ dataTypeID }) => rowTypes.getTypeParser(dataTypeID, 'text'));
  const properties = fields.map(
    ({ name }, i) => `${JSON.stringify(name)}: cells[${i}] === null ? null : parsers[${i}](cells[${i}])`,
  );
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const make = new Function('parsers', 'cells', `return {${properties.join(', ')}};`) as (
    parsers: readonly unknown[],
    cells: Cells,
  ) => unknown;
  return (cells) => make(parsers, cells);
}
