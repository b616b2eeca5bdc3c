import type { DataSource } from 'typeorm';

/** A column as `table.column`. */
type Column = string;

/** The columns that the code reads and writes. */
export const neededColumns = (dataSource: DataSource): Column[] =>
  dataSource.entityMetadatas.flatMap(({ tableName, columns }) =>
    columns.map(({ databaseName }) => `${tableName}.${databaseName}`),
  );

/**
 * What to look at when columns are missing although all migrations are applied: the migrations that speak of them in the
 * definition of their tables. One was changed after it ran here, or somebody changed the schema.
 */
export function migrationsOf(dataSource: DataSource, columns: readonly Column[]): string[] {
  const defines = (text: string) =>
    columns.some((column) => {
      const [table, name] = column.split('.');
      return new RegExp(`(CREATE|ALTER) TABLE ${table}\\b`).test(text) && new RegExp(`\\b${name}\\b`).test(text);
    });
  return dataSource.migrations
    .filter((migration) => defines(migration.constructor.toString()))
    .map(({ name }) => name!);
}
