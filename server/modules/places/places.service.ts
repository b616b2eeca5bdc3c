import { Injectable } from '@nestjs/common';
import type { Cancellation } from '../../platform/cancellation.js';
import { Database, noSql, sql } from '../../platform/database/index.js';
import { badInput, codePoints } from '../../platform/errors/index.js';
import { within } from '../posts/index.js';
import type { MapPinArgs, PlaceSuggestion, PlaceSuggestionArgs } from './place.type.js';

/** Degrees of a cell of the whole world; half as many with each zoom. */
const WORLD_CELL = 22.5;
/** Cells along a side of what is seen; one more where the grid begins beside it, and one more at the 180th meridian. */
const CELLS = 18;
export const MOST_PINS = (CELLS + 2) ** 2;
const MAX_QUERY = 100;

export interface PinRecord {
  latitude: number;
  longitude: number;
  count: number;
  postId: string | null;
}

@Injectable()
export class PlacesService {
  constructor(private readonly database: Database) {}

  /**
   * Public stories by the cells of a grid that fits the zoom, the fullest first. One that is too fine for what is seen is
   * made coarser, so that there are never more than 400 pins, with all stories in them.
   * @throws AppError BAD_USER_INPUT when south lies north of north.
   */
  pins({ bounds, zoom, authorUsername }: MapPinArgs, request?: Cancellation): Promise<PinRecord[]> {
    const there = within(bounds);
    const width = (bounds.east - bounds.west + 360) % 360 || 360;
    const height = bounds.north - bounds.south;
    const cell = Math.max(WORLD_CELL / 2 ** zoom, width / CELLS, height / CELLS);
    const author =
      authorUsername == null
        ? noSql
        : sql` and m.author_id = (select id from users where username = ${authorUsername.trim().toLowerCase()})`;
    return this.database.longRead(
      sql<PinRecord>`
        select avg(m.latitude) as latitude, avg(m.longitude) as longitude, count(*) as count,
          case when count(*) = 1 then min(m.post_id::text) end as "postId"
        from map_points m where ${there}${author}
        group by floor(m.longitude / ${cell}::float8), floor(m.latitude / ${cell}::float8)
        order by count(*) desc, min(m.post_id::text)`,
      request,
    );
  }

  /** Towns by the beginning of their name, the largest first. @throws AppError BAD_USER_INPUT for a long text. */
  suggestions({ query, first }: PlaceSuggestionArgs): Promise<PlaceSuggestion[]> {
    const name = query.normalize('NFC').trim();
    if (codePoints(name) > MAX_QUERY) throw badInput([{ path: 'query', message: `At most ${MAX_QUERY} characters.` }]);
    if (name === '' || !name.isWellFormed() || name.includes('\u0000')) return Promise.resolve([]);
    // Not by LIKE: what `unaccent` makes of a wide ％ would be a wildcard, and a pattern that is computed uses no index.
    return this.database.longRead(sql<PlaceSuggestion>`
      select id::text as id, name, region, country_code as "countryCode", latitude, longitude
      from towns, lower(unaccent(${name})) as beginning
      where search_name ~>=~ beginning and search_name ~<~ (beginning || chr(1114111))
      order by population desc, id limit ${first}`);
  }
}
