import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Index and question are split into words by the same function, `split_words`, which knows the characters of words itself:
 * PostgreSQL's parser takes "E-45" for a negative number, "node.js" for a host, and a quotation mark for a letter where the
 * database's locale is C. What is written without spaces is indexed by each two neighbouring letters. Stories are also found
 * by their place, as far as readers see it (docs/adr/0014-search.md). What is there is indexed anew by the next migration.
 */
export class SplitWordsOurselves1764000026000 implements MigrationInterface {
  name = 'SplitWordsOurselves1764000026000';

  async up(runner: QueryRunner): Promise<void> {
    const parts = characters();
    await createSplitting(runner, parts);
    await createCountries(runner);
    await createDictionary(runner);
    await createQuestions(runner, parts);
    // Stories that are published meanwhile wait, and are then indexed as below. In the order in which these take them.
    await runner.query(`LOCK TABLE posts IN SHARE ROW EXCLUSIVE MODE`);
    await runner.query(`LOCK TABLE post_search IN ACCESS EXCLUSIVE MODE`);
    await noteWords(runner);
    await replaceDocuments(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DROP FUNCTION find_stories, find_misspelled, any_of, similar_words, matched_words, search_question, initials_of, unspaced_terms`,
    );
    await runner.query(`DROP TRIGGER post_search_noted ON post_search`);
    await runner.query(`DROP FUNCTION note_search_words, count_search_words`);
    await runner.query(`DROP TABLE search_words, search_word_changes`);
    await restoreDocuments(runner);
    await runner.query(`DROP TABLE countries`);
    await runner.query(`DROP FUNCTION story_document, spellings, indexed_words, pair_letters, split_words`);
    await runner.query(`ALTER TABLE post_search DROP COLUMN is_noted`);
  }
}

/** The characters of which this is so, as they stand in brackets in a regular expression of PostgreSQL. */
function classOf(isIn: (character: string) => boolean): string {
  const escaped = (point: number) => `\\U${point.toString(16).padStart(8, '0')}`;
  const is = (point: number) => (point < 0xd800 || point > 0xdfff) && isIn(String.fromCodePoint(point));
  let ranges = '';
  for (let first = 1; first <= 0x10ffff; first += 1) {
    if (!is(first)) continue;
    let last = first;
    while (last < 0x10ffff && is(last + 1)) last += 1;
    ranges += first === last ? escaped(first) : `${escaped(first)}-${escaped(last)}`;
    first = last;
  }
  return ranges;
}

/** In scripts that are written without spaces between words, or whose words end in particles. */
const UNSPACED =
  /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Bopo}\p{scx=Hang}\p{scx=Yiii}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tale}\p{scx=Talu}\p{scx=Lana}\p{scx=Tavt}]/u;

type Characters = ReturnType<typeof characters>;

/** The parts of the regular expressions below. Going through Unicode takes a second: only where they are needed. */
function characters() {
  const unspacedLetters = classOf((character) => UNSPACED.test(character) && /[\p{L}\p{N}]/u.test(character));
  const unspacedMarks = classOf((character) => UNSPACED.test(character) && /\p{M}/u.test(character));
  return {
    unspaced: unspacedLetters,
    // With its marks, and with those that Khmer and Burmese write below it.
    letter: `[${unspacedLetters}](?:[\\u17d2\\u1039][${unspacedLetters}]|[${unspacedMarks}])*`,
    // Accents, vowels of Hebrew and Arabic, and what nobody sees: a word is the same without them. Not what makes ガ of カ.
    ignored: classOf(
      (character) =>
        !/[\u3099\u309a]/.test(character) &&
        (/[\p{Cf}\p{Variation_Selector}\u0640]/u.test(character) ||
          (/[\p{Mn}\p{Me}]/u.test(character) &&
            /[\p{scx=Latn}\p{scx=Grek}\p{scx=Cyrl}\p{scx=Hebr}\p{scx=Arab}\p{sc=Zinh}]/u.test(character))),
    ),
    // What Unicode does not have yet may be a letter.
    between: classOf((character) => /[^\p{L}\p{N}\p{M}\p{Cn}\p{Co}]/u.test(character)),
  };
}

async function createSplitting(runner: QueryRunner, { unspaced, letter, ignored, between }: Characters): Promise<void> {
  // Small letters of every script, which a locale of C does not know: PostgreSQL's own from 17 on, those of ICU before.
  const [collation] = (await runner.query(
    `SELECT collname AS name FROM pg_collation WHERE collname IN ('pg_c_utf8', 'und-x-icu') ORDER BY collname LIMIT 1`,
  )) as { name: string }[];
  await runner.query(`
    CREATE FUNCTION split_words(text text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
    DECLARE
      words text;
    BEGIN
      -- What English writes beside its letters, so that it takes the short way.
      text := translate(text, '‘’“”–—…\u00a0', '        ');
      IF octet_length(text) = char_length(text) THEN
        RETURN btrim(regexp_replace(lower(text COLLATE "C"), '[^a-z0-9]+', ' ', 'g'));
      END IF;
      words := lower(normalize(text, NFKD) COLLATE "${collation!.name}");
      words := normalize(regexp_replace(words, '[${ignored}]+', '', 'g'), NFKC);
      words := translate(words, 'ςىيك٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹', 'σییک01234567890123456789');
      words := regexp_replace(words, '[${between}]+', ' ', 'g');
      IF words ~ '[${unspaced}]' THEN
        words := regexp_replace(regexp_replace(words, '(?:${letter})+', ' \\& ', 'g'), ' {2,}', ' ', 'g');
      END IF;
      RETURN btrim(words);
    END $$`);
  // Each two that are neighbours: first those that begin with the first letter, the third …, then the others. The last letter
  // is alone in one of the two.
  await runner.query(`
    CREATE FUNCTION pair_letters(words text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
    BEGIN
      IF words !~ '[${unspaced}]' THEN
        RETURN '';
      END IF;
      words := ' ' || regexp_replace(words, '(^| )[^ ${unspaced}][^ ]*', ' ', 'g');
      RETURN btrim(regexp_replace(
        regexp_replace(words || regexp_replace(words, ' ${letter}', ' ', 'g'), '${letter}${letter}', '\\& ', 'g'), ' {2,}', ' ', 'g'));
    END $$`);
  await runner.query(`
    CREATE FUNCTION indexed_words(text text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
    DECLARE
      words text := public.split_words(text);
    BEGIN
      IF words !~ '[${unspaced}]' THEN
        RETURN words;
      END IF;
      RETURN regexp_replace(words, '(^| )[${unspaced}][^ ]*', ' ', 'g') || ' ' || public.pair_letters(words);
    END $$`);
  for (const name of ['wander_english', 'wander_simple'])
    await runner.query(`
      ALTER TEXT SEARCH CONFIGURATION ${name} ALTER MAPPING FOR numword, numhword, hword_numpart WITH unaccent, simple`);
}

/** What people call countries where it is not what English lists call them. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  ...{ AE: 'UAE Emirates', BA: 'Bosnia', CD: 'DRC Zaire', CI: 'Ivory Coast', CV: 'Cape Verde', CZ: 'Czech Republic' },
  ...{ FK: 'Malvinas', GB: 'UK Great Britain', KP: 'DPRK', KR: 'Korea', MK: 'Macedonia', MM: 'Burma', NL: 'Holland' },
  ...{ SZ: 'Swaziland', TL: 'East Timor', TR: 'Turkey', US: 'USA America', VA: 'Holy See' },
};

/** Each code of two letters that English has a name for, with that name, a shorter one and its own. */
function countryNames(): [code: string, names: string][] {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const named = (locale: string, code: string, style: 'long' | 'short' = 'long') =>
    new Intl.DisplayNames(locale, { type: 'region', style, fallback: 'none' }).of(code) ?? '';
  return letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter((code) => named('en', code) !== '')
    .map((code) => {
      const { language } = new Intl.Locale(`und-${code}`).maximize();
      const names = [named('en', code), named('en', code, 'short'), named(language, code), OTHER_NAMES[code] ?? ''];
      return [code, [...new Set(names)].join(' ').trim()];
    });
}

async function createCountries(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE countries (
      code text NOT NULL CONSTRAINT countries_pkey PRIMARY KEY,
      names text NOT NULL
    )`);
  const countries = countryNames();
  await runner.query(`INSERT INTO countries (code, names) SELECT * FROM unnest($1::text[], $2::text[])`, [
    countries.map(([code]) => code),
    countries.map(([, names]) => names),
  ]);
}

/**
 * The words of all public stories with how many have them, in which a typing error is looked up. A story that changes notes
 * which words came and went, and `count_search_words` adds that up later, in one process at a time: no save waits for another.
 */
async function createDictionary(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE FUNCTION spellings(word text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (
      SELECT array_agg(DISTINCT left(word, missing - 1) || substr(word, missing + 1))
      FROM generate_series(1, char_length(word) + 1) AS missing)`);
  await runner.query(`
    CREATE TABLE search_words (
      word text NOT NULL CONSTRAINT search_words_pkey PRIMARY KEY,
      post_count integer NOT NULL CONSTRAINT search_words_post_count_positive CHECK (post_count > 0)
    )`);
  await runner.query(`CREATE INDEX search_words_spellings_idx ON search_words USING gin (spellings(word))`);
  await runner.query(`CREATE INDEX search_words_similar_idx ON search_words USING gin (word gin_trgm_ops)`);
  await runner.query(`
    CREATE TABLE search_word_changes (
      id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT search_word_changes_pkey PRIMARY KEY,
      words tsvector NOT NULL,
      change integer NOT NULL
    )`);
  // Words of three letters have too many others that are spelled alike, and nobody looks for numbers that are.
  await runner.query(`
    CREATE FUNCTION count_search_words(most integer) RETURNS integer LANGUAGE plpgsql AS $$
    DECLARE
      taken integer;
    BEGIN
      IF NOT EXISTS (SELECT FROM search_word_changes) OR NOT pg_try_advisory_xact_lock(7261949) THEN
        RETURN 0;
      END IF;
      WITH noted AS (
        DELETE FROM search_word_changes
        WHERE id IN (SELECT id FROM search_word_changes ORDER BY id LIMIT most) RETURNING words, change),
      changed AS (
        SELECT word, sum(change)::integer AS change FROM noted CROSS JOIN LATERAL unnest(tsvector_to_array(words)) AS word
        WHERE char_length(word) BETWEEN 4 AND 30 AND word !~ '[0-9]' GROUP BY word HAVING sum(change) <> 0),
      counted AS (
        INSERT INTO search_words (word, post_count) SELECT word, change FROM changed WHERE change > 0
        ON CONFLICT (word) DO UPDATE SET post_count = search_words.post_count + excluded.post_count),
      lessened AS (
        UPDATE search_words w SET post_count = post_count + change FROM changed c
        WHERE c.word = w.word AND change < 0 AND post_count + change > 0),
      emptied AS (
        DELETE FROM search_words w USING changed c WHERE c.word = w.word AND post_count + change <= 0)
      SELECT count(*) INTO taken FROM noted;
      RETURN taken;
    END $$`);
}

async function noteWords(runner: QueryRunner): Promise<void> {
  // False for what was indexed before this: its words were never noted.
  await runner.query(`ALTER TABLE post_search ADD COLUMN is_noted boolean NOT NULL DEFAULT false`);
  await runner.query(`
    CREATE FUNCTION note_search_words() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      gone tsvector := '';
      come tsvector := '';
    BEGIN
      IF TG_OP <> 'INSERT' AND OLD.is_noted THEN
        gone := OLD.document;
      END IF;
      IF TG_OP <> 'DELETE' THEN
        come := NEW.document;
      END IF;
      IF gone <> '' AND come <> '' THEN
        gone := ts_delete(OLD.document, tsvector_to_array(NEW.document));
        come := ts_delete(NEW.document, tsvector_to_array(OLD.document));
      END IF;
      INSERT INTO search_word_changes (words, change)
      SELECT strip(words), change FROM (VALUES (gone, -1), (come, 1)) AS changes (words, change) WHERE words <> '';
      RETURN NULL;
    END $$`);
  await runner.query(`
    CREATE TRIGGER post_search_noted AFTER INSERT OR UPDATE OF document OR DELETE ON post_search
    FOR EACH ROW EXECUTE FUNCTION note_search_words()`);
}

/**
 * The HTML of `posts p` without what is Wander's own in it: the name of a picture's site, the numbers and arrows of footnotes, and what
 * older versions wrote around the description of a picture. No `.*?`: the first quantifier says how greedy all of them are.
 */
const HTML = `regexp_replace(regexp_replace(p.body_html,
      '<span class="outside" data-src="[^"]*" data-alt(="([^"]*)")?><span class="grow">[^<]*<b>[^<]*</b>[^<]*</span>'
        || '<button[^>]*>[^<]*</button></span>', ' \\2 ', 'g'),
      '<small>[^<]*</small>|<sup><a [^>]*>[^<]*</a></sup>|<a [^>]*role="doc-backlink">[^<]*</a>', ' ', 'g')`;

/** What is indexed of stories, people and tags. */
async function replaceDocuments(runner: QueryRunner): Promise<void> {
  // The text is that of HTML: of a letter with an accent, which some write as a reference, the letter is enough.
  await runner.query(`
    CREATE FUNCTION story_document(title text, labels text, html text) RETURNS tsvector
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
    DECLARE
      reference text;
      code text;
      point integer;
      english tsvector;
    BEGIN
      IF position('&' IN html) > 0 THEN
        html := replace(replace(replace(replace(replace(html, '&quot;', ' '), '&#39;', ' '), '&lt;', ' '), '&gt;', ' '), '&amp;', ' ');
      END IF;
      IF position('&' IN html) > 0 THEN
        html := regexp_replace(replace(html, '&szlig;', 'ss'),
          '&([A-Za-z]|ae|AE|oe|OE)(?:acute|grave|uml|circ|tilde|cedil|ring|slash|caron|lig);', '\\1', 'g');
        html := regexp_replace(html, '&[A-Za-z][A-Za-z0-9]*;', ' ', 'g');
        FOR reference IN SELECT DISTINCT m[1] FROM regexp_matches(html, '&#(?:[0-9]{1,7}|[xX][0-9a-fA-F]{1,6});', 'g') AS m LIMIT 200 LOOP
          code := btrim(reference, '&#xX;');
          point := CASE WHEN reference ~* 'x' THEN ('x' || lpad(code, 8, '0'))::bit(32)::integer ELSE code::integer END;
          html := replace(html, reference,
            CASE WHEN point BETWEEN 1 AND 55295 OR point BETWEEN 57344 AND 1114111 THEN chr(point) ELSE ' ' END);
        END LOOP;
      END IF;
      title := public.indexed_words(title);
      labels := public.indexed_words(labels);
      html := public.indexed_words(html);
      english := to_tsvector('public.wander_english', html);
      RETURN setweight(to_tsvector('public.wander_english', title) || to_tsvector('public.wander_simple', title), 'A')
        || setweight(to_tsvector('public.wander_english', labels) || to_tsvector('public.wander_simple', labels), 'B')
        || setweight(english, 'C')
        || setweight(ts_delete(to_tsvector('public.wander_simple', html), tsvector_to_array(english)), 'D');
    END $$`);
  await runner.query(`
    CREATE OR REPLACE FUNCTION index_posts(wanted uuid[]) RETURNS void LANGUAGE sql AS $$
      INSERT INTO post_search (post_id, published_at, title, content, document, is_noted)
      SELECT p.id, p.published_at, lower(unaccent(p.title)), c.content,
        story_document(p.title, concat_ws(' ', t.names, CASE WHEN p.place_precision <> 'COUNTRY' THEN p.place_name END,
          (SELECT names FROM countries WHERE code = p.place_country_code)), c.content), true
      FROM posts p
      CROSS JOIN LATERAL (
        SELECT regexp_replace(regexp_replace(regexp_replace(${HTML},
            '</?(?:a|b|code|del|em|i|s|span|strong|sub|sup|u)(?:\\s[^>]*)?>', '', 'g'),
          '<[^>]*>', ' ', 'g'), '\\s{2,}|[^\\S ]', ' ', 'g') AS content OFFSET 0) c
      CROSS JOIN LATERAL (
        SELECT coalesce(string_agg(t.name, ' ' ORDER BY x.position), '') AS names
        FROM post_tags x CROSS JOIN LATERAL (SELECT name FROM tags WHERE id = x.tag_id OFFSET 0) t
        WHERE x.post_id = p.id) t
      WHERE p.id = ANY (wanted) AND p.status = 'PUBLISHED'
      ON CONFLICT (post_id) DO UPDATE SET title = excluded.title, content = excluded.content,
        document = excluded.document, published_at = excluded.published_at, is_noted = true
    $$`);
  await runner.query(`
    CREATE OR REPLACE TRIGGER posts_reindexed
    AFTER UPDATE OF title, body_html, status, place_name, place_country_code, place_precision ON posts
    FOR EACH ROW WHEN (OLD.status = 'PUBLISHED' OR NEW.status = 'PUBLISHED') EXECUTE FUNCTION index_changed_post()`);
  await runner.query(`
    CREATE OR REPLACE FUNCTION user_search_document(username text, name text, bio text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN setweight(to_tsvector('public.wander_simple', indexed_words(username || ' ' || name)), 'A')
      || setweight(to_tsvector('public.wander_english', indexed_words(name || ' ' || bio)), 'B')`);
  await runner.query(`
    CREATE OR REPLACE FUNCTION tag_search_document(slug text, name text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN to_tsvector('public.wander_simple', indexed_words(slug || ' ' || name))
      || to_tsvector('public.wander_english', indexed_words(name))`);
}

async function createQuestions(runner: QueryRunner, { unspaced, letter }: Characters): Promise<void> {
  await runner.query(`
    CREATE FUNCTION unspaced_terms(word text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
    DECLARE
      pairs text[];
    BEGIN
      IF word !~ '^[${unspaced}]' THEN
        RETURN NULL;
      END IF;
      pairs := ARRAY(
        SELECT pair FROM unnest(string_to_array(public.pair_letters(word), ' ')) AS pair WHERE pair ~ '^${letter}${letter}$');
      RETURN coalesce(nullif(array_to_string(pairs, ' & '), ''), word || ':*');
    END $$`);
  // Words between which nobody typed a space follow each other in the text, too; the last one may be a beginning. `title` is for
  // the index of titles, `in_title` for a whole document; `initials` is how what `any_word` matches may begin.
  await runner.query(`
    CREATE FUNCTION search_question(chunks text[], most integer,
      OUT query tsquery, OUT title tsquery, OUT in_title tsquery, OUT any_word tsquery, OUT initials text)
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
    DECLARE
      chunk text;
      word text;
      terms text;
      joint text;
      exact text := '';
      beginnings text := '';
      words text[] := '{}';
      ending text := '';
    BEGIN
      FOREACH chunk IN ARRAY chunks LOOP
        joint := ' & ';
        FOREACH word IN ARRAY string_to_array(public.split_words(chunk), ' ') LOOP
          EXIT WHEN most = 0;
          most := most - 1;
          terms := public.unspaced_terms(word);
          IF terms IS NULL THEN
            exact := exact || joint || word;
            beginnings := beginnings || joint || word || ':*';
            words := words || word;
            joint := ' <-> ';
            ending := ':*';
          ELSE
            exact := exact || ' & ' || terms;
            beginnings := beginnings || ' & ' || terms;
            joint := ' & ';
            ending := '';
          END IF;
        END LOOP;
      END LOOP;
      exact := substr(exact, 4) || ending;
      query := to_tsquery('public.wander_english', exact) || to_tsquery('public.wander_simple', exact);
      beginnings := substr(beginnings, 4);
      title := to_tsquery('public.wander_simple', beginnings);
      in_title := to_tsquery('public.wander_simple', regexp_replace(beginnings, '([^ :&<>-]+)(?::\\*)?', '\\1:*A', 'g'));
      IF words = '{}' THEN
        RETURN;
      END IF;
      terms := array_to_string(words, ' | ') || ending;
      any_word := to_tsquery('public.wander_english', terms) || to_tsquery('public.wander_simple', terms);
      terms := array_to_string(words, ' ');
      initials := public.initials_of(tsvector_to_array(
        to_tsvector('public.wander_english', terms) || to_tsvector('public.wander_simple', terms)));
    END $$`);
  await runner.query(`
    CREATE FUNCTION initials_of(words text[]) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (
      SELECT string_agg(DISTINCT regexp_replace(left(word, 2), '([][\\\\.*+?(){}|^$])', '\\\\\\1', 'g'), '|')
      FROM unnest(words) AS word)`);
  await runner.query(`
    CREATE FUNCTION matched_words(document tsvector, any_word tsquery, initials text) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (
      SELECT array_agg(word) FROM unnest(tsvector_to_array(document)) AS word
      WHERE word ~ ('^(?:' || initials || ')')
        AND (to_tsvector('public.wander_english', word) || to_tsvector('public.wander_simple', word)) @@ any_word)`);
  // One letter too many, too few, another or two that changed places: both then have a spelling without one letter in common.
  // Longer words may differ more. Of words that are known, only those are meant that ten times as many stories have.
  await runner.query(`
    CREATE FUNCTION similar_words(typed text) RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE
    SET pg_trgm.similarity_threshold = 0.45 AS $$
      WITH known AS (
        SELECT word, post_count FROM search_words WHERE spellings(word) && spellings(typed)
        UNION
        SELECT word, post_count FROM search_words WHERE word % typed AND char_length(typed) >= 7
        UNION
        SELECT word, 1 FROM (SELECT words FROM search_word_changes WHERE change > 0 ORDER BY id DESC LIMIT 100) AS noted
        CROSS JOIN LATERAL unnest(tsvector_to_array(words)) AS word
        WHERE char_length(word) BETWEEN greatest(4, char_length(typed) - 2) AND least(30, char_length(typed) + 2)
          AND similarity(word, typed) > 0.1
          AND (word % typed AND char_length(typed) >= 7 OR spellings(word) && spellings(typed)))
      SELECT array_agg(word) FROM (
        SELECT word FROM known WHERE word <> typed GROUP BY word
        HAVING max(post_count) >= 10 * coalesce((SELECT post_count FROM search_words WHERE word = typed), 0)
        ORDER BY similarity(word, typed) DESC, max(post_count) DESC, word LIMIT 5) AS most_similar
    $$`);
  // Of words of the index, in which unaccent leaves signs: `nuːk` is `nu:k` there, `ʻewa` is `'ewa`. A vector writes them quoted.
  await runner.query(`
    CREATE FUNCTION any_of(words text[]) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (SELECT string_agg(array_to_tsvector(ARRAY[word])::text, ' | ')::tsquery FROM unnest(words) AS word)`);
  await runner.query(`
    CREATE FUNCTION find_misspelled(chunks text[], most integer, OUT query tsquery, OUT any_word tsquery, OUT initials text)
    LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
    DECLARE
      words text[] := string_to_array(public.split_words(array_to_string(chunks, ' ')), ' ');
      word text;
      terms text;
      part tsquery;
      others text[];
      every_other text[] := '{}';
    BEGIN
      query := '';
      FOR n IN 1..least(most, cardinality(words)) LOOP
        word := words[n];
        terms := public.unspaced_terms(word);
        part := to_tsquery('public.wander_simple', coalesce(terms, word || CASE WHEN n = cardinality(words) THEN ':*' ELSE '' END));
        IF terms IS NULL THEN
          part := part || to_tsquery('public.wander_english', word);
        END IF;
        IF terms IS NULL AND char_length(word) BETWEEN 4 AND 30 AND word !~ '[0-9]' THEN
          others := public.similar_words((tsvector_to_array(to_tsvector('public.wander_simple', word)))[1]);
          IF others IS NOT NULL THEN
            part := part || public.any_of(others);
            every_other := every_other || others;
          END IF;
        END IF;
        query := query && part;
      END LOOP;
      IF every_other = '{}' THEN
        query := NULL;
      ELSE
        any_word := public.any_of(every_other);
        initials := public.initials_of(every_other);
      END IF;
    END $$`);
  // Of a common word the newest stories are enough, of a rare one the index has all.
  await runner.query(`
    CREATE FUNCTION find_stories(query tsquery, most integer) RETURNS TABLE (id uuid, score double precision)
    LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
    DECLARE
      walked uuid[] := ARRAY(
        SELECT post_id FROM (SELECT * FROM post_search ORDER BY published_at DESC, post_id DESC LIMIT 2000) AS newest
        WHERE document @@ query LIMIT most);
    BEGIN
      IF cardinality(walked) < most THEN
        walked := ARRAY(
          SELECT post_id FROM (SELECT post_id, published_at FROM post_search WHERE document @@ query OFFSET 0) AS every_one
          ORDER BY published_at DESC, post_id DESC LIMIT most);
      END IF;
      RETURN QUERY SELECT post_id, ts_rank(document, query, 1)::double precision FROM post_search WHERE post_id = ANY (walked);
    END $$`);
}

/** As IndexWhatReadersSee and AddSearch have them. */
async function restoreDocuments(runner: QueryRunner): Promise<void> {
  for (const name of ['wander_english', 'wander_simple'])
    await runner.query(`
      ALTER TEXT SEARCH CONFIGURATION ${name} ALTER MAPPING FOR numword, numhword, hword_numpart WITH simple`);
  await runner.query(`
    CREATE OR REPLACE FUNCTION user_search_document(username text, name text, bio text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN setweight(to_tsvector('public.wander_simple', username || ' ' || name), 'A')
      || setweight(to_tsvector('public.wander_english', name || ' ' || bio), 'B')`);
  await runner.query(`
    CREATE OR REPLACE FUNCTION tag_search_document(slug text, name text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN to_tsvector('public.wander_simple', replace(slug, '-', ' ') || ' ' || name)
      || to_tsvector('public.wander_english', name)`);
  await runner.query(`DROP INDEX users_search_idx, tags_search_idx`);
  await runner.query(`CREATE INDEX users_search_idx ON users USING gin (user_search_document(username, name, bio))`);
  await runner.query(`CREATE INDEX tags_search_idx ON tags USING gin (tag_search_document(slug, name))`);
  await runner.query(`
    CREATE OR REPLACE TRIGGER posts_reindexed AFTER UPDATE OF title, body_html, status ON posts
    FOR EACH ROW WHEN (OLD.status = 'PUBLISHED' OR NEW.status = 'PUBLISHED') EXECUTE FUNCTION index_changed_post()`);
  await runner.query(`
    CREATE OR REPLACE FUNCTION index_posts(wanted uuid[]) RETURNS void LANGUAGE sql AS $$
      INSERT INTO post_search (post_id, published_at, title, content, document)
      SELECT p.id, p.published_at, lower(unaccent(p.title)), c.content,
        setweight(to_tsvector('public.wander_english', p.title) || to_tsvector('public.wander_simple', p.title), 'A')
        || setweight(to_tsvector('public.wander_english', t.names) || to_tsvector('public.wander_simple', t.names), 'B')
        || setweight(to_tsvector('public.wander_english', c.content), 'C')
        || setweight(ts_delete(to_tsvector('public.wander_simple', c.content),
            tsvector_to_array(to_tsvector('public.wander_english', c.content))), 'D')
      FROM posts p
      CROSS JOIN LATERAL (
        SELECT regexp_replace(regexp_replace(${HTML},
          '<[^>]*>', ' ', 'g'), '\\s{2,}|[^\\S ]', ' ', 'g') AS content OFFSET 0) c
      CROSS JOIN LATERAL (
        SELECT coalesce(string_agg(t.name, ' ' ORDER BY x.position), '') AS names
        FROM post_tags x CROSS JOIN LATERAL (SELECT name FROM tags WHERE id = x.tag_id OFFSET 0) t
        WHERE x.post_id = p.id) t
      WHERE p.id = ANY (wanted) AND p.status = 'PUBLISHED'
      ON CONFLICT (post_id) DO UPDATE SET title = excluded.title, content = excluded.content,
        document = excluded.document, published_at = excluded.published_at
    $$`);
  await runner.query(`SELECT index_posts(array_agg(id)) FROM posts WHERE status = 'PUBLISHED'`);
}
