import { type Sql, sql } from '../../platform/database/index.js';
import { badInput } from '../../platform/errors/index.js';
import type { MapBoundsInput } from './post.type.js';

/** Whether `map_points m` lies within. @param path leads to the argument @throws AppError BAD_USER_INPUT when south lies north of north. */
export function within({ south, west, north, east }: MapBoundsInput, path = 'bounds'): Sql {
  if (south > north) throw badInput([{ path: `${path}.south`, message: 'south lies north of north.' }]);
  const across =
    west > east
      ? sql`(m.longitude >= ${west} or m.longitude <= ${east})`
      : sql`m.longitude between ${west} and ${east}`;
  return sql`m.latitude between ${south} and ${north} and ${across}`;
}
