import type pg from 'pg';
import type { Metrics } from '../observability/index.js';

/** How much room a pool of connections has, and how much work is `waiting` for one. `name` tells it from others. */
export function measurePool(pool: pg.Pool, name: string, waiting: () => number, metrics: Metrics): void {
  const connections = (state: string, read: () => number) =>
    metrics.gauge('wander_database_connections', 'Connections to PostgreSQL.', read, { pool: name, state });
  connections('busy', () => pool.totalCount - pool.idleCount);
  connections('idle', () => pool.idleCount);
  metrics.gauge(
    'wander_database_connections_limit',
    'Connections to PostgreSQL that there may be.',
    () => pool.options.max,
    { pool: name },
  );
  metrics.gauge('wander_database_waiting', 'What waits for a connection to PostgreSQL.', waiting, { pool: name });
}
