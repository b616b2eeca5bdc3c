import { noSql, type Sql, sql } from '../../platform/database/index.js';
import { badInput } from '../../platform/errors/index.js';
import type { MapBoundsInput } from './post.type.js';

/** The longitude of `map_points m`, which goes on beyond 180 where the box crosses that meridian. */
export const longitudeWithin = ({ west, east }: MapBoundsInput): Sql =>
  west > east
    ? sql`(case when m.longitude < ${west}::float8 then m.longitude + 360 else m.longitude end)`
    : sql`m.longitude`;

/** Whether `map_points m` lies within. @param path leads to the argument @throws AppError BAD_USER_INPUT when south is greater than north. */
export function within(bounds: MapBoundsInput, path = 'bounds'): Sql {
  const { south, west, north, east, outline } = bounds;
  if (south > north) throw badInput([{ path: `${path}.south`, message: 'south must not be greater than north.' }]);
  const across =
    west > east
      ? sql`(m.longitude >= ${west} or m.longitude <= ${east})`
      : sql`m.longitude between ${west} and ${east}`;
  const inside = outline
    ? sql` and ${polygonOf(outline)}::polygon @> point(${longitudeWithin(bounds)}, m.latitude)`
    : noSql;
  return sql`m.latitude between ${south} and ${north} and ${across}${inside}`;
}

const polygonOf = (corners: NonNullable<MapBoundsInput['outline']>): string =>
  `(${corners.map(({ latitude, longitude }) => `(${longitude},${latitude})`).join(',')})`;
