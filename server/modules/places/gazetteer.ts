import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import type { ClientBase } from 'pg';
import type { DataSource } from 'typeorm';
import { ADVISORY_LOCKS, copyRows } from '../../platform/database/index.js';

/** Written by scripts/towns.py from GeoNames, which says what its lines are. */
const TOWNS = new URL('./towns.tsv.br', import.meta.url);
const COLUMNS = ['id', 'name', 'region', 'region_code', 'country_code', 'latitude', 'longitude', 'population'];

/** Rows from one word of how far it is to the next. */
const STEP = 5_000;

/**
 * Fills `towns` and `town_names` where these are empty: 170,000 towns, some seconds; one process at a time. To be called
 * after the migrations.
 * @param say told what happens, a line at a time
 * @returns how many towns there are now; 0 where nothing was to do
 */
export async function fillGazetteer(
  dataSource: DataSource,
  say: (line: string) => void = () => undefined,
): Promise<number> {
  const count = await dataSource.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.fillTowns]);
    const some: unknown[] = await tx.query('select 1 from town_names limit 1');
    if (some.length > 0) return 0;
    // Reading the file takes a quarter of a second and 50 MB: only where it is needed.
    const lines = (await promisify(brotliDecompress)(await readFile(TOWNS))).toString().split('\n');
    const rows = function* () {
      for (const [n, line] of lines.entries()) {
        yield line.split('\t').map((field) => field || null);
        if ((n + 1) % STEP === 0 || n + 1 === lines.length) say(`${n + 1} of ${lines.length} towns`);
      }
    };
    const columns = COLUMNS.join(', ');
    const kept = ['search_name', 'search_region', ...COLUMNS];
    await tx.query(`
      create temporary table new_towns on commit drop as
      select ${columns}, ''::text as first_names, ''::text as other_names from towns limit 0`);
    await copyRows(
      (await tx.queryRunner!.connect()) as ClientBase,
      'new_towns',
      [...COLUMNS, 'first_names', 'other_names'],
      rows(),
    );
    await tx.query(`
      with regions as (select region, split_words(region) as search_region from new_towns group by region)
      insert into towns (search_name, search_region, ${columns})
      select small_letters(unaccent(name)), coalesce(search_region, ''), ${columns} from new_towns left join regions using (region)
      on conflict (id) do update
      set (${kept.join(', ')}) = row (${kept.map((column) => `excluded.${column}`).join(', ')})`);
    await tx.query(`
      insert into town_names (town_id, search_name, population, is_first)
      select id, search_name, population, is_first from (
        select id, population, true as is_first, unnest(string_to_array(first_names, '|')) collate "C" as search_name from new_towns
        union all
        select id, population, false, unnest(string_to_array(other_names, '|')) from new_towns) names
      order by search_name, id`);
    // Those of an older list.
    await tx.query('delete from towns t where not exists (select from new_towns n where n.id = t.id)');
    return lines.length;
  });
  if (count > 0) await dataSource.query('analyze towns, town_names');
  return count;
}
