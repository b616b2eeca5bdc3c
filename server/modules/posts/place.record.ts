import { sql } from '../../platform/database/index.js';
import type { LocationPrecision } from './place.type.js';

/** Where a story happened. The name is missing where only the country may be known. */
export interface PlaceRecord {
  name: string | null;
  countryCode: string;
  latitude: number | null;
  longitude: number | null;
  precision: keyof typeof LocationPrecision;
}

/** As precisely as others may know it, of `posts p`: nothing finer leaves the database. */
export const publicPlace = sql`case when p.place_name is not null then json_build_object(
  'name', case when p.place_precision <> 'COUNTRY' then p.place_name end, 'countryCode', p.place_country_code,
  'latitude', public_coordinate(p.place_precision, p.place_latitude),
  'longitude', public_coordinate(p.place_precision, p.place_longitude), 'precision', p.place_precision) end`;

/** As its writer gave it. */
export const ownPlace = sql`case when p.place_name is not null then json_build_object(
  'name', p.place_name, 'countryCode', p.place_country_code, 'latitude', p.place_latitude,
  'longitude', p.place_longitude, 'precision', p.place_precision) end`;

const countries = new Intl.DisplayNames('en', { type: 'region' });

export const countryName = (code: string): string => countries.of(code) ?? code;
