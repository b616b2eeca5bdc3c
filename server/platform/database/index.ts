export { Backfill } from './backfill.js';
export { copyRows } from './copy.js';
export { Database, type Queryable } from './database.js';
export { describeUnique, isDatabaseAway } from './errors.js';
export { DEFAULT_PAGE, KeysetPage, MAX_PAGE, type Order, type Page, type PageRequest } from './keyset.js';
export { measurePool } from './pool-metrics.js';
export { ReadConnections } from './read-connections.js';
export { SWEEP_BATCH, SWEEP_LOCK, Sweeper } from './sweeper.js';
export { noSql, Sql, sql, unprepared } from './sql.js';
