import type { MigrationInterface, QueryRunner } from 'typeorm';
import { buildIndex } from './build-index.js';

/** A typing error in the name of a person or a tag is found wherever it stands, as in a word of a story, and accents make no difference. */
export class FindPeopleAndTagsAlike1764000034300 implements MigrationInterface {
  name = 'FindPeopleAndTagsAlike1764000034300';
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION name_spellings(words text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
      RETURN (
        SELECT array_agg(DISTINCT spelling) FROM unnest(string_to_array(words, ' ')) AS word CROSS JOIN LATERAL unnest(public.spellings(word)) AS spelling
        WHERE char_length(word) BETWEEN 4 AND 30)`);
    await runner.query(`
      CREATE OR REPLACE FUNCTION is_spelled_alike(typed text, name text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
      RETURN NOT EXISTS (
        SELECT FROM unnest(string_to_array(typed, ' ')) AS t
        WHERE NOT EXISTS (
          SELECT FROM unnest(string_to_array(name, ' ')) AS n
          WHERE starts_with(n, t) OR (char_length(t) BETWEEN 4 AND 30 AND public.spellings(n) && public.spellings(t))))`);
    for (const [table, name] of Object.entries(NAMES)) {
      await buildIndex(runner, `${table}_spellings_idx`, `${table} USING gin (name_spellings(split_words(${name})))`);
      await buildIndex(runner, `${table}_similar_idx`, `${table} USING gin (split_words(${name}) gin_trgm_ops)`);
    }
    await createFindSimilar(runner, 'split_words', true);
  }

  async down(runner: QueryRunner): Promise<void> {
    await createFindSimilar(runner, 'small_letters', false);
    for (const [table, name] of Object.entries(NAMES)) {
      await runner.query(`DROP INDEX ${table}_spellings_idx, ${table}_similar_idx`);
      await runner.query(
        `CREATE INDEX ${table}_similar_idx ON ${table} USING gin (small_letters(${name}) gin_trgm_ops)`,
      );
    }
    await runner.query(`DROP FUNCTION name_spellings, is_spelled_alike`);
  }
}

const NAMES = { users: `username || ' ' || name`, tags: 'name' };

/** Of those whose name has a word that is spelled like the longest one, so many are compared with all words. */
const CANDIDATES = 100;

async function createFindSimilar(runner: QueryRunner, wordsOf: string, bySpelling: boolean): Promise<void> {
  const named = (kind: number, table: string, condition: string) => {
    const words = `${wordsOf}(${NAMES[table as keyof typeof NAMES]})`;
    const typed = `${wordsOf}(words)`;
    const spelled = `
          UNION
          SELECT id, name FROM (
            SELECT id, ${words} AS name FROM ${table}
            WHERE name_spellings(${words}) && (
              SELECT spellings(word) FROM unnest(string_to_array(${typed}, ' ')) AS word
              WHERE char_length(word) BETWEEN 4 AND 30 ORDER BY char_length(word) DESC LIMIT 1) AND ${condition}
            LIMIT ${CANDIDATES}) AS candidates
          WHERE position(' ' IN ${typed}) = 0 OR is_spelled_alike(${typed}, name)`;
    return `(SELECT ${kind}, id, word_similarity(${typed}, name)::double precision AS score FROM (
          SELECT id, ${words} AS name FROM ${table} WHERE ${typed} <% ${words} AND ${condition}${bySpelling ? spelled : ''}) AS alike
        ORDER BY score DESC, id LIMIT 50)`;
  };
  await runner.query(`
      CREATE OR REPLACE FUNCTION find_similar(words text) RETURNS TABLE (kind integer, id uuid, score double precision)
      LANGUAGE sql STABLE SET pg_trgm.word_similarity_threshold = 0.4 AS $$
        (SELECT 3, s.post_id, word_similarity(small_letters(unaccent(words)), s.title)::double precision AS score
          FROM post_search s WHERE small_letters(unaccent(words)) <% s.title ORDER BY score DESC, s.post_id LIMIT 50)
        UNION ALL
        ${named(2, 'users', 'true')}
        UNION ALL
        ${named(1, 'tags', 'post_count > 0')}
      $$`);
}
