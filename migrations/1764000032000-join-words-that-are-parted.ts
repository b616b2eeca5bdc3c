import type { MigrationInterface, QueryRunner } from 'typeorm';
import { unicodeCollation } from './unicode-collation.js';

/**
 * What some part and others do not is found either way: numbers (`1,332` and `1332`), acronyms (`U.S.A.`), names with an apostrophe
 * (`Xi’an`), quotation marks within acronyms of Hebrew, the dot of Catalan (`Paral·lel`), and, where little is found, words that
 * are written as one or as two (`road trip`). `st` and `saint` are one, too. The functions that did this until now keep their
 * work, as `plain_…`. People and tags are indexed by the next migration, stories as they are rendered again.
 */
export class JoinWordsThatAreParted1764000032000 implements MigrationInterface {
  name = 'JoinWordsThatAreParted1764000032000';

  async up(runner: QueryRunner): Promise<void> {
    for (const name of REPLACED) await runner.query(`ALTER FUNCTION ${name} RENAME TO plain_${name}`);
    await createSplitting(runner);
    await createJoining(runner);
    await bindDocuments(runner, 'indexed_words');
    await createQuestions(runner);
    await createTypingErrors(runner);
    await nameTowns(runner, 'plain_split_words');
    await runner.query(
      `UPDATE countries c SET names = c.names || ' ' || n.names FROM unnest($1::text[], $2::text[]) AS n (code, names) WHERE n.code = c.code`,
      otherNames(),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `UPDATE countries c SET names = left(c.names, -1 - char_length(n.names)) FROM unnest($1::text[], $2::text[]) AS n (code, names) WHERE n.code = c.code`,
      otherNames(),
    );
    await nameTowns(runner, 'split_words');
    await bindDocuments(runner, 'plain_indexed_words');
    await runner.query(
      `DROP FUNCTION ${REPLACED.join(', ')}, parts_joined, join_words, question_spellings, as_compounds, is_known_word`,
    );
    for (const name of REPLACED) await runner.query(`ALTER FUNCTION plain_${name} RENAME TO ${name}`);
  }
}

const REPLACED = ['split_words', 'indexed_words', 'story_document', 'search_question', 'find_misspelled'];

/**
 * Signs of a trademark belong to no word, the small ヶ and ヵ in names of places are also written large, and two เ of Thai (ເ of Lao)
 * look like the one letter that is meant.
 */
async function createSplitting(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE FUNCTION split_words(text text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
    BEGIN
      RETURN public.plain_split_words(
        replace(replace(translate(text, '™℠ヶヵゖゕ', '  ケカけか'), 'เเ', 'แ'), 'ເເ', 'ແ'));
    END $$`);
}

const LETTER = 'A-Za-z\\u00aa-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02b8\\u0300-\\u1fff\\u2c00-\\u2dff\\ua640-\\uab6f';
const APOSTROPHE = "[''‘’]";
/** Between three digits each; a space too, of any width. "1.332" is read so where it may be, "1.5" never. */
const THOUSANDS = "[,.''’\\u066c \\u00a0\\u2009\\u202f]";
const HEBREW = '[\\u05d0-\\u05ea]';
const GERSHAYIM = '["״“”]';
const MIDDLE_DOT = '[·‧•]';

async function createJoining(runner: QueryRunner): Promise<void> {
  // In place, for what is short. "We’ll" is not "well".
  await runner.query(`
    CREATE FUNCTION join_words(text text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
    BEGIN
      text := regexp_replace(text, '(?<=[0-9]),(?=[0-9]{2}(?:,[0-9]{2})*,[0-9]{3}(?![0-9]))', '', 'g');
      text := regexp_replace(text, '(?<=[0-9])${THOUSANDS}(?=[0-9]{3}(?![0-9]))', '', 'g');
      text := regexp_replace(text, '(?<![${LETTER}])([${LETTER}])\\.(?=[${LETTER}](?![${LETTER}]))', '\\1', 'g');
      text := regexp_replace(text, '(?<=[${LETTER}])${APOSTROPHE}(?!(?:ll|re|ve|d|m)(?![${LETTER}]))(?=[${LETTER}])', '', 'gi');
      text := regexp_replace(text, '(?<=${HEBREW})${GERSHAYIM}(?=${HEBREW})', '', 'g');
      RETURN regexp_replace(text, '(?<=[${LETTER}]l)(?:${MIDDLE_DOT}|[.-])(?=l[${LETTER}])', '', 'gi');
    END $$`);
  const small = `lower(name COLLATE "${await unicodeCollation(runner)}")`;
  // For a text of any length, with the unit or hour beside it. PostgreSQL remembers 32 regular expressions of a session, so these are
  // few. Of names with an apostrophe only those with a capital: French would have half of its words twice.
  await runner.query(`
    CREATE FUNCTION parts_joined(text text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
    DECLARE
      joined text := '';
    BEGIN
      IF text ~ '[0-9]${THOUSANDS}[0-9]{3}' THEN
        joined := joined || ' ' || (
          SELECT coalesce(string_agg(translate(part[1], ',.''’\u066c\u00a0\u2009\u202f ', '') || part[2], ' '), '')
          FROM regexp_matches(text,
            '(?:^|[^0-9.,])([0-9]{1,3}(?:${THOUSANDS}[0-9]{2,3}){0,3}${THOUSANDS}[0-9]{3}(?![0-9]))((?:[.,][0-9]{1,2}(?![0-9]))?(?: ?[${LETTER}]{1,12})?)', 'g') AS part);
      END IF;
      IF text ~ '[${LETTER}]\\.[${LETTER}](?![${LETTER}])' THEN
        joined := joined || ' ' || (
          SELECT coalesce(string_agg(coalesce(part[1], '') || translate(part[2], '.', ''), ' '), '')
          FROM regexp_matches(text,
            '(?:^|[^${LETTER}.])([0-9]{1,2}(?:[:.][0-9]{2})? ?)?([${LETTER}](?:\\.[${LETTER}]){1,6})(?![${LETTER}])', 'g') AS part);
      END IF;
      IF position('''' IN text) > 0 OR position('’' IN text) > 0 OR position('‘' IN text) > 0 THEN
        joined := joined || ' ' || (
          SELECT coalesce(string_agg(replace(name, '’', ''), ' '), '')
          FROM regexp_matches(text, '([${LETTER}]+(?:${APOSTROPHE}[${LETTER}]+){1,3})', 'g') AS part
            CROSS JOIN LATERAL translate(part[1], '''‘', '’’') AS name
          WHERE name <> ${small} AND NOT ${small} LIKE ANY (ARRAY['%’s', '%’t', '%’ll', '%’re', '%’ve', '%’d', '%’m']));
      END IF;
      IF position('״' IN text) > 0 OR position('”' IN text) > 0 OR position('"' IN text) > 0 THEN
        joined := joined || ' ' || (
          SELECT coalesce(string_agg(translate(part[1], '"״“”', ''), ' '), '')
          FROM regexp_matches(text, '(${HEBREW}+${GERSHAYIM}${HEBREW}+)', 'g') AS part);
      END IF;
      IF position('·' IN text) > 0 OR position('‧' IN text) > 0 THEN
        joined := joined || ' ' || (
          SELECT coalesce(string_agg(translate(part[1], '·‧•', ''), ' '), '')
          FROM regexp_matches(text, '([${LETTER}]+l${MIDDLE_DOT}l[${LETTER}]+)', 'gi') AS part);
      END IF;
      RETURN CASE WHEN btrim(joined) = '' THEN '' ELSE public.split_words(joined) END;
    END $$`);
  await runner.query(`
    CREATE FUNCTION indexed_words(text text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
    BEGIN
      RETURN btrim(public.plain_indexed_words(text) || ' ' || public.parts_joined(text));
    END $$`);
  // What is a quotation mark in HTML is that of an acronym between letters of Hebrew.
  await runner.query(`
    CREATE FUNCTION story_document(title text, labels text, html text) RETURNS tsvector
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
    BEGIN
      RETURN public.plain_story_document(title, labels, regexp_replace(html, '(?<=${HEBREW})&quot;(?=${HEBREW})', '״', 'g'));
    END $$`);
}

/** These functions keep the one that they were written with, whatever it is called. */
async function bindDocuments(runner: QueryRunner, indexedWords: string): Promise<void> {
  await runner.query(`
    CREATE OR REPLACE FUNCTION user_search_document(username text, name text, bio text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN setweight(to_tsvector('public.wander_simple', ${indexedWords}(username || ' ' || name)), 'A')
      || setweight(to_tsvector('public.wander_english', ${indexedWords}(name || ' ' || bio)), 'B')`);
  await runner.query(`
    CREATE OR REPLACE FUNCTION tag_search_document(slug text, name text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN to_tsvector('public.wander_simple', ${indexedWords}(slug || ' ' || name))
      || to_tsvector('public.wander_english', ${indexedWords}(name))`);
}

/** What is written out or not, as in names of places. */
const ABBREVIATIONS = [
  ['st', 'saint'],
  ['ste', 'sainte'],
  ['mt', 'mount'],
  ['ft', 'fort'],
] as const;

async function createQuestions(runner: QueryRunner): Promise<void> {
  const replaced = (from: 0 | 1, to: 0 | 1) =>
    ABBREVIATIONS.reduce(
      (text, pair) =>
        `regexp_replace(${text}, '(?<![${LETTER}])${pair[from]}(?![${LETTER}])\\.?', '${pair[to]}', 'gi')`,
      'joined',
    );
  await runner.query(`
    CREATE FUNCTION question_spellings(typed text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
    DECLARE
      joined text := public.join_words(typed);
    BEGIN
      RETURN ARRAY(
        SELECT spelling FROM unnest(ARRAY[typed, joined, ${replaced(0, 1)}, ${replaced(1, 0)}])
          WITH ORDINALITY AS spellings (spelling, n)
        GROUP BY spelling ORDER BY min(n));
    END $$`);
  // `phrase` is for the order: where all words follow each other.
  await runner.query(`
    CREATE FUNCTION search_question(chunks text[], most integer, OUT query tsquery, OUT title tsquery, OUT in_title tsquery,
      OUT any_word tsquery, OUT initials text, OUT phrase tsquery)
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
    DECLARE
      spelling text;
      words text[];
      part record;
      terms text;
    BEGIN
      FOREACH spelling IN ARRAY public.question_spellings(array_to_string(chunks, ' ')) LOOP
        part := public.plain_search_question(regexp_split_to_array(spelling, '\\s+'), most);
        query := coalesce(query || part.query, part.query);
        title := coalesce(title || part.title, part.title);
        in_title := coalesce(in_title || part.in_title, part.in_title);
        any_word := coalesce(any_word || part.any_word, any_word, part.any_word);
        initials := concat_ws('|', initials, part.initials);
        words := (string_to_array(public.split_words(spelling), ' '))[1:most];
        IF cardinality(words) > 1 AND NOT EXISTS (SELECT FROM unnest(words) AS word WHERE public.unspaced_terms(word) IS NOT NULL) THEN
          terms := array_to_string(words, ' <-> ') || ':*';
          phrase := coalesce(phrase || to_tsquery('public.wander_english', terms), to_tsquery('public.wander_english', terms))
            || to_tsquery('public.wander_simple', terms);
        END IF;
      END LOOP;
    END $$`);
}

async function createTypingErrors(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE FUNCTION is_known_word(typed text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE STRICT
    RETURN EXISTS (
      SELECT FROM search_words WHERE word = (tsvector_to_array(to_tsvector('public.wander_simple', typed)))[1])`);
  // Each word as it is or as two that follow each other, and two that are one word to others. Short ones are not kept as words.
  await runner.query(`
    CREATE FUNCTION as_compounds(words text[], OUT query tsquery, OUT others text[])
    LANGUAGE plpgsql STABLE PARALLEL SAFE STRICT AS $$
    DECLARE
      n integer := 1;
      ending text;
      part tsquery;
      joined text;
    BEGIN
      query := '';
      others := '{}';
      WHILE n <= cardinality(words) LOOP
        ending := CASE WHEN n = cardinality(words) THEN ':*' ELSE '' END;
        part := to_tsquery('public.wander_simple', coalesce(public.unspaced_terms(words[n]), words[n] || ending))
          || to_tsquery('public.wander_english', words[n]);
        IF words[n] ~ '[0-9]' OR public.unspaced_terms(words[n]) IS NOT NULL THEN
          joined := NULL;
        ELSE
          IF char_length(words[n]) BETWEEN 4 AND 30 AND numnode(to_tsquery('public.wander_english', words[n])) > 0 THEN
            SELECT coalesce(part || to_tsquery('public.wander_simple',
                string_agg(format('(%s <-> %s)', first, second || ending), ' | ')), part),
              others || coalesce(array_agg(first) || array_agg(second), '{}')
            INTO part, others
            FROM generate_series(1, char_length(words[n]) - 1) AS length,
              LATERAL (SELECT left(words[n], length) AS first, substr(words[n], length + 1) AS second) AS halves
            WHERE second NOT IN ('ll', 're', 've')
              AND (length < 4 OR public.is_known_word(first)) AND (char_length(second) < 4 OR public.is_known_word(second))
              AND EXISTS (SELECT FROM post_search WHERE document @@ to_tsquery('public.wander_simple', first || ' <-> ' || second || ending));
          END IF;
          joined := words[n] || words[n + 1];
        END IF;
        IF char_length(joined) BETWEEN 4 AND 30 AND joined !~ '[0-9]' AND public.is_known_word(joined) THEN
          n := n + 1;
          part := (part && to_tsquery('public.wander_simple', words[n] || CASE WHEN n = cardinality(words) THEN ':*' ELSE '' END))
            || to_tsquery('public.wander_simple', joined) || to_tsquery('public.wander_english', joined);
          others := others || joined;
        END IF;
        query := query && part;
        n := n + 1;
      END LOOP;
    END $$`);
  await runner.query(`
    CREATE FUNCTION find_misspelled(chunks text[], most integer, OUT query tsquery, OUT any_word tsquery, OUT initials text)
    LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
    DECLARE
      misspelled record := public.plain_find_misspelled(chunks, most);
      compounds record := public.as_compounds((string_to_array(public.split_words(array_to_string(chunks, ' ')), ' '))[1:most]);
    BEGIN
      query := misspelled.query;
      any_word := misspelled.any_word;
      initials := misspelled.initials;
      IF compounds.others <> '{}' THEN
        query := coalesce(query || compounds.query, compounds.query);
        any_word := coalesce(any_word || public.any_of(compounds.others), public.any_of(compounds.others));
        initials := concat_ws('|', initials, public.initials_of(compounds.others));
      END IF;
    END $$`);
}

/** Their names are written by scripts/towns.py, which does what this did. */
async function nameTowns(runner: QueryRunner, splitWords: string): Promise<void> {
  await runner.query(`
    CREATE OR REPLACE FUNCTION town_search_name(name text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
         SELECT replace(${splitWords}(unaccent(name)), ' ', '')
       $$`);
}

/** Of countries in which many people speak another language than the one that Unicode takes for theirs. */
const LANGUAGES: Readonly<Record<string, readonly string[]>> = {
  ...{ AF: ['ps'], BE: ['fr', 'de'], BO: ['qu'], BY: ['ru'], CA: ['fr'], CH: ['fr', 'it', 'rm'], CY: ['tr'] },
  ...{ DZ: ['fr'], FI: ['sv'], HK: ['en', 'zh-Hant'], IE: ['ga'], IL: ['ar'], IN: ['en', 'ta', 'bn'], KE: ['sw'] },
  ...{ KG: ['ru'], KZ: ['ru'], LB: ['fr'], LK: ['ta'], LU: ['de', 'lb'], MA: ['fr'], MT: ['en'], MU: ['fr'] },
  ...{ NZ: ['mi'], PE: ['qu'], PH: ['fil'], PK: ['en'], PY: ['gn'], SG: ['zh', 'ms', 'ta'], TN: ['fr'] },
  ...{ TZ: ['sw'], UA: ['ru'], VU: ['fr'], XK: ['sr'], ZA: ['af', 'zu'] },
};

function otherNames(): [codes: string[], names: string[]] {
  const names = Object.entries(LANGUAGES).map(([code, languages]) =>
    languages
      .map((language) => new Intl.DisplayNames(language, { type: 'region', fallback: 'none' }).of(code) ?? '')
      .join(' '),
  );
  return [Object.keys(LANGUAGES), names];
}
