import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Countries and regions are compared with what stands behind a comma: their words are kept, not split for each town that may be
 * meant, and those of countries in the languages of most people. Towns are filled in again, after the migrations (places/gazetteer.ts).
 */
export class SplitAreasOfTowns1764000030100 implements MigrationInterface {
  name = 'SplitAreasOfTowns1764000030100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE countries ADD COLUMN search_names text NOT NULL DEFAULT ''`);
    const countries = (await runner.query(`SELECT code, names FROM countries`)) as { code: string; names: string }[];
    await runner.query(
      `UPDATE countries c SET search_names = split_words(n.names) FROM unnest($1::text[], $2::text[]) AS n (code, names) WHERE n.code = c.code`,
      [
        countries.map(({ code }) => code),
        countries.map(({ code, names }) => [...new Set([names, ...LANGUAGES.map(nameIn(code))])].join(' ')),
      ],
    );
    await runner.query(`ALTER TABLE towns ADD COLUMN search_region text NOT NULL DEFAULT ''`);
    await runner.query(`TRUNCATE town_names`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE towns DROP COLUMN search_region`);
    await runner.query(`ALTER TABLE countries DROP COLUMN search_names`);
  }
}

const LANGUAGES = [
  ...[
    'ar',
    'bg',
    'bn',
    'ca',
    'cs',
    'da',
    'de',
    'el',
    'es',
    'et',
    'fa',
    'fi',
    'fr',
    'he',
    'hi',
    'hr',
    'hu',
    'id',
    'it',
    'ja',
  ],
  ...[
    'ko',
    'lt',
    'lv',
    'nb',
    'nl',
    'pl',
    'pt',
    'ro',
    'ru',
    'sk',
    'sl',
    'sr',
    'sv',
    'ta',
    'th',
    'tr',
    'uk',
    'ur',
    'vi',
    'zh',
    'zh-Hant',
  ],
];

const nameIn =
  (code: string) =>
  (language: string): string =>
    new Intl.DisplayNames(language, { type: 'region', fallback: 'none' }).of(code) ?? '';
