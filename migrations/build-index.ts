import type { QueryRunner } from 'typeorm';

/**
 * Builds an index, in place of the one of that name where there is one: reads and writes go on. For migrations outside of
 * transactions, which may be begun again: what an interrupted one left of it goes first.
 */
export async function buildIndex(
  runner: QueryRunner,
  name: string,
  on: string,
  kind: 'INDEX' | 'UNIQUE INDEX' = 'INDEX',
): Promise<void> {
  await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS ${name}_new`);
  await runner.query(`CREATE ${kind} CONCURRENTLY ${name}_new ON ${on}`);
  await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS ${name}`);
  await runner.query(`ALTER INDEX ${name}_new RENAME TO ${name}`);
}
