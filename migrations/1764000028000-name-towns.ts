import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Towns are found by each of their names, where they had one. `town_names` is filled after the migrations (places/gazetteer.ts). */
export class NameTowns1764000028000 implements MigrationInterface {
  name = 'NameTowns1764000028000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE towns ADD COLUMN region_code text`);
    // By the order of C a beginning is a range of the index.
    await runner.query(`
      CREATE TABLE town_names (
        town_id integer NOT NULL,
        search_name text COLLATE "C" NOT NULL,
        population integer NOT NULL,
        is_first boolean NOT NULL,
        CONSTRAINT town_names_pkey PRIMARY KEY (search_name, town_id) INCLUDE (population, is_first)
      )`);
    // Without spaces: "Xian" is Xi’an, and "newyork" New York. scripts/towns.py does the same to the names.
    await runner.query(`
      CREATE FUNCTION town_search_name(name text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
        SELECT replace(split_words(unaccent(name)), ' ', '')
      $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION town_search_name`);
    await runner.query(`DROP TABLE town_names`);
    await runner.query(`ALTER TABLE towns DROP COLUMN region_code`);
  }
}
