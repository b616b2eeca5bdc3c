import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Cache, isListOf } from '../../platform/cache/index.js';
import type { Cancellation } from '../../platform/cancellation.js';
import { Database, noSql, type Sql, sql } from '../../platform/database/index.js';
import { badInput, codePoints, mayFit, normaliseText } from '../../platform/errors/index.js';
import { parseCoordinates } from '../../platform/input/degrees.js';
import { LIMITS } from '../../platform/limits.js';
import { Realtime } from '../../platform/realtime/index.js';
import { longitudeWithin, type MapBoundsInput, within } from '../posts/index.js';
import { usernameOf } from '../users/index.js';
import type { MapPinArgs, PlaceSuggestion, PlaceSuggestionArgs, PlaceSummary } from './place.type.js';

/** Degrees of a cell of the whole world; half as many with each zoom. */
const WORLD_CELL = 22.5;
export const MOST_PINS = 400;
/** As of two pages of a list: all stories of a part of the map are counted together. */
export const PRICE_OF_PINS = 40;
/** What is told of the world may be so old where the word of a change did not come. */
const WORLD_SECONDS = 60;

export interface PinRecord {
  latitude: number;
  longitude: number;
  count: number;
  postId: string | null;
}

@Injectable()
export class PlacesService implements OnModuleInit, OnModuleDestroy {
  private leave: (() => void)[] = [];

  constructor(
    private readonly database: Database,
    private readonly cache: Cache,
    private readonly realtime: Realtime,
  ) {}

  onModuleInit(): void {
    const forget = () => this.cache.forget(...worldKeys);
    this.leave = (['post.published', 'post.hidden', 'post.moved'] as const).map((topic) =>
      this.realtime.subscribe(topic, forget),
    );
  }

  onModuleDestroy(): void {
    for (const leave of this.leave) leave();
  }

  /**
   * Public stories by the cells of a grid that fits the zoom, the fullest first. One that is too fine for what is seen is
   * made coarser, so that there are never more than 400 pins, with all stories in them. The whole world is remembered: it has
   * to be counted together from all of them, and is the same for everybody.
   * @throws AppError BAD_USER_INPUT when south is greater than north.
   */
  pins(args: MapPinArgs, request?: Cancellation): Promise<PinRecord[]> {
    if (args.authorUsername != null || !isWorld(args.bounds)) return this.read(args, request);
    // Others wait for the same: it does not end with this request.
    return this.cache.remember(worldKey(args.zoom), WORLD_SECONDS, () => this.read(args), isPins);
  }

  private read({ bounds, zoom, authorUsername }: MapPinArgs, request?: Cancellation): Promise<PinRecord[]> {
    const there = within(bounds);
    const cell = cellOf(bounds, zoom);
    // A cell lies across the 180th meridian, where no two stories are far from each other. All round, it is one cell.
    const longitude = isAllRound(bounds)
      ? sql`(case when m.longitude < ${cell / 2 - 180}::float8 then m.longitude + 360 else m.longitude end)`
      : longitudeWithin(bounds);
    const author =
      authorUsername == null
        ? noSql
        : sql` and m.author_id = (select id from users where username = ${usernameOf(authorUsername) ?? ''})`;
    return this.database.longRead(
      sql<PinRecord>`
        select latitude, case when longitude > 180 then longitude - 360 else longitude end as longitude, count,
          case when count = 1 then first end as "postId"
        from (
          select avg(latitude) as latitude, avg(longitude) as longitude, count(*) as count, min(post_id::text) as first
          from (select m.latitude, ${longitude} as longitude, m.post_id from map_points m where ${there}${author}) seen
          group by floor(longitude / ${cell}::float8 + 0.5), floor(latitude / ${cell}::float8)
        ) cells
        order by count desc, first`,
      request,
    );
  }

  /** How many stories have a place, in how many countries. Of everybody it is counted once a minute at most. */
  summary(authorUsername?: string | null, request?: Cancellation): Promise<PlaceSummary> {
    if (authorUsername == null)
      return this.cache.remember(SUMMARY_KEY, WORLD_SECONDS, () => this.countPlaces(noSql), isSummary);
    const author = sql` and author_id = (select id from users where username = ${usernameOf(authorUsername) ?? ''})`;
    return this.countPlaces(author, request);
  }

  private async countPlaces(author: Sql, request?: Cancellation): Promise<PlaceSummary> {
    const [counts] = await this.database.longRead(
      sql<PlaceSummary>`
        select count(*) as "postCount", count(distinct place_country_code) as "countryCount"
        from posts where status = 'PUBLISHED' and place_country_code is not null${author}`,
      request,
    );
    return counts!;
  }

  /**
   * Towns by the beginning of one of their names, those that are called exactly so first, then the largest. Behind a comma, or as the
   * last words, stands the country or region. Where no town is called so, it is read as people write addresses, and then with a typing
   * error. @throws AppError BAD_USER_INPUT for a long text.
   */
  async suggestions({ query, first }: PlaceSuggestionArgs, request?: Cancellation): Promise<PlaceSuggestion[]> {
    const name = townNameOf(query);
    if (name === '' || !name.isWellFormed() || name.includes('\u0000')) return [];
    const place = parseCoordinates(name);
    if (place) return this.townsNear(place, first, request);
    const ways = waysToRead(name);
    const found = await this.townsBy(ways, first, request);
    if (found.length > 0) return found;
    const others = [...ways, ...waysToReadAddress(name)];
    const meant = await this.townsBy(others, first, request);
    return meant.length > 0 ? meant : this.townsBy(await this.corrected(others, request), first, request);
  }

  /** Around coordinates, the nearest first. */
  private townsNear(
    [latitude, longitude]: readonly [number, number],
    first: number,
    request: Cancellation | undefined,
  ): Promise<PlaceSuggestion[]> {
    return this.database.longRead(
      sql<PlaceSuggestion>`
        with here as (select ${latitude}::double precision as north, ${longitude}::double precision as east)
        select id::text as id, name, region, country_code as "countryCode", latitude, longitude
        from here, towns, lateral (
          select latitude - north as up, least(abs(longitude - east), 360 - abs(longitude - east)) * cosd(north) as along) away
        where abs(up) < ${NEAR} and along < ${NEAR}
        order by up * up + along * along, id limit ${first}`,
      request,
    );
  }

  private townsBy(
    ways: readonly WayToRead[],
    first: number,
    request: Cancellation | undefined,
  ): Promise<PlaceSuggestion[]> {
    if (ways.length === 0) return Promise.resolve([]);
    return this.database.longRead(
      sql<PlaceSuggestion>`
        with asked as materialized (
          select town_search_name(name) as name, is_whole,
            array(select distinct ' ' || split_words(part) from unnest(string_to_array(area, ',')) part where split_words(part) <> '') as areas
          from unnest(${ways.map((way) => way.name)}::text[], ${ways.map(({ area }) => area)}::text[],
            ${ways.map(({ isWhole }) => isWhole)}::boolean[]) as ways (name, area, is_whole)),
        named as (
          select n.town_id, bool_or(n.search_name = a.name) as is_name,
            coalesce(
              max(n.population / case when n.is_first then 1 else ${SAME} end) filter (where n.search_name = a.name),
              max(n.population / case when n.is_first then 1 else ${OTHER} end)) as weight
          from asked a cross join lateral (
            select * from town_names n
            where n.search_name >= a.name and n.search_name <= a.name || case when a.is_whole then '' else chr(1114111) end
              and (n.population >= ${LARGE} or n.search_name = a.name or char_length(a.name) > ${SHORT})) n
          where a.name <> '' and (a.areas = '{}' or not exists (
            select from towns t join countries c on c.code = t.country_code, unnest(a.areas) area
            where t.id = n.town_id and area not in (' ' || lower(t.country_code collate "C"), ' ' || lower(coalesce(t.region_code, '') collate "C"))
              and strpos(' ' || c.search_names, area) = 0 and strpos(' ' || t.search_region, area) = 0))
          group by n.town_id order by is_name desc, weight desc, n.town_id limit ${first})
        select id::text as id, name, region, country_code as "countryCode", latitude, longitude
        from named join towns t on t.id = town_id order by is_name desc, weight desc, town_id`,
      request,
    );
  }

  /** With the names of the largest towns that are spelled alike: one letter too many, too few, another or two that changed places. */
  private async corrected(ways: readonly WayToRead[], request: Cancellation | undefined): Promise<WayToRead[]> {
    const rows = await this.database.longRead(
      sql<{ name: string; area: string }>`
        with asked as materialized (
          select distinct town_search_name(name) as name, area
          from unnest(${ways.map((way) => way.name)}::text[], ${ways.map(({ area }) => area)}::text[]) as ways (name, area))
        select c.name, a.area from asked a cross join lateral (
          select distinct l.search_name as name from (
            select n.search_name, n.population from town_names n
            where n.search_name >= left(a.name, ${RIGHT}) and n.search_name <= left(a.name, ${RIGHT}) || chr(1114111)
              and char_length(n.search_name) between char_length(a.name) - 1 and char_length(a.name) + 1
            order by n.population desc limit ${LIKELY}) l
          where spellings(l.search_name) && spellings(a.name)) c
        where char_length(a.name) between ${RIGHT + 2} and 30`,
      request,
    );
    return rows.map(({ name, area }) => ({ name, area, isWhole: true }));
  }
}

const isSummary = (value: unknown): boolean => isListOf('postCount', 'countryCount')([value]);
const isPins = isListOf('latitude', 'longitude', 'count', 'postId');

/** Degrees of latitude, about 200 km. */
const NEAR = 2;
/** What begins with so few letters is looked for among the towns of so many people. */
const [SHORT, LARGE] = [2, 100_000];
/**
 * A town that has another name stands behind those that are so much smaller: Rome is before any other Roma, Paris (Texas) behind Paris.
 * Where that name only begins so, behind smaller ones.
 */
const [SAME, OTHER] = [5, 20];

/** Letters that a typing error is not looked for in, and how many names that begin with them are compared. */
const [RIGHT, LIKELY] = [3, 2_000];

interface WayToRead {
  name: string;
  /** Country, region or both, with a comma between them. */
  area: string;
  /** Not only the beginning of a name. */
  isWhole: boolean;
}

/** "Paris, France", and where there is no comma "Paris France" too, but not for a town whose name only begins so. */
function waysToRead(text: string): WayToRead[] {
  const [name = '', ...areas] = withoutDots(text).split(/[,，、،]/u);
  const whole = { name, area: areas.join(','), isWhole: false };
  if (areas.length > 0) return [whole];
  const words = withoutDots(text).split(/\s+/u);
  const ways = [1, 2]
    .filter((count) => count < words.length)
    .map((count) => ({ name: words.slice(0, -count).join(' '), area: words.slice(-count).join(' '), isWhole: true }));
  return [whole, ...ways];
}

/** What people write for a region that GeoNames has no letters for, or for a town. */
const SHORT_NAMES: Readonly<Record<string, string>> = {
  ...{
    ab: 'Alberta',
    bc: 'British Columbia',
    mb: 'Manitoba',
    nb: 'New Brunswick',
    nl: 'Newfoundland',
    ns: 'Nova Scotia',
  },
  ...{ nt: 'Northwest Territories', nu: 'Nunavut', on: 'Ontario', pe: 'Prince Edward Island', qc: 'Quebec' },
  ...{ sk: 'Saskatchewan', yt: 'Yukon' },
  ...{ act: 'Australian Capital Territory', nsw: 'New South Wales', qld: 'Queensland', sa: 'South Australia' },
  ...{ tas: 'Tasmania', vic: 'Victoria', wa: 'Western Australia' },
  ...{ dc: 'Washington', hcmc: 'Ho Chi Minh City', kl: 'Kuala Lumpur', nyc: 'New York City', sf: 'San Francisco' },
};
const inFull = (text: string): string => SHORT_NAMES[text.toLowerCase().replace(/\.$/, '')] ?? text;

/** "75001 Paris", "Paris/France", "Vancouver, BC", "France, Paris" and "France Paris": without postal codes, the area in front or behind. */
function waysToReadAddress(text: string): WayToRead[] {
  const parts = withoutDots(text)
    .replace(/(?<![\p{L}\p{N}])[\p{N}-]{3,}(?![\p{L}\p{N}])/gu, ' ')
    .split(/[,，、،;/|]/u)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const isList = parts.length > 1;
  const pieces = isList ? parts : (parts[0]?.split(/\s+/u) ?? []);
  const way = (name: readonly string[], area: readonly string[]): WayToRead => ({
    name: inFull(name.join(' ')),
    area: isList ? area.map(inFull).join(',') : inFull(area.join(' ')),
    isWhole: true,
  });
  const counts = [1, 2].filter((count) => count < pieces.length);
  return [
    ...(pieces.length > 0 && !isList ? [way(pieces, [])] : []),
    ...counts.flatMap((count) => [
      way(pieces.slice(0, -count), pieces.slice(-count)),
      way(pieces.slice(count), pieces.slice(0, count)),
    ]),
  ];
}

/** "D.C." and "U. S. A." are DC and USA; "Frankfurt a.M." stays. */
const withoutDots = (text: string): string => text.replace(/(?<!\p{L})(\p{Lu})\.\s?(?=\p{Lu}(?:\.|$))/gu, '$1');

/** The beginning of a town's name that somebody typed. @throws AppError BAD_USER_INPUT for a long text. */
export function townNameOf(query: string): string {
  const most = LIMITS.text.placeQueryCharacters;
  const name = mayFit(query, most) ? normaliseText(query, 'name').trim() : query;
  if (!mayFit(name, most) || codePoints(name) > most)
    throw badInput([{ path: 'query', message: `At most ${most} characters.` }]);
  return name;
}

/**
 * Degrees of a cell. The finest grid has two more cells along each side than would fill it, for those that it cuts and for the
 * 180th meridian: (width + 2c)(height + 2c) = MOST_PINS c², solved for c.
 */
function cellOf({ south, west, north, east }: MapBoundsInput, zoom: number): number {
  const width = (east - west + 360) % 360 || 360;
  const height = north - south;
  const most = MOST_PINS - 4;
  const finest = (width + height + Math.sqrt((width + height) ** 2 + most * width * height)) / most;
  return Math.max(WORLD_CELL / 2 ** zoom, finest);
}

const isAllRound = ({ west, east }: MapBoundsInput): boolean => west === -180 && east === 180;

const isWorld = (bounds: MapBoundsInput): boolean =>
  isAllRound(bounds) && bounds.south === -90 && bounds.north === 90 && bounds.outline == null;

/** From zoom 1 on the cells of the whole world grow no finer. */
const worldKey = (zoom: number): string => `v2:places:world:${Math.min(zoom, 1)}`;
const SUMMARY_KEY = 'v1:places:summary';
const worldKeys = [worldKey(0), worldKey(1)];
