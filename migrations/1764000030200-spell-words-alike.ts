import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Words that people spell in several ways are one in index and question: digits of every script, numbers with their unit at them or
 * apart (`10km`), letters of Arabic, Hindi and Lao that are written for each other, hiragana and katakana, modifier letters for
 * apostrophes. What a hyphen, an apostrophe or a joiner parts is found joined too. People and tags are indexed by the next migration,
 * stories as they are rendered again.
 */
export class SpellWordsAlike1764000030200 implements MigrationInterface {
  name = 'SpellWordsAlike1764000030200';

  async up(runner: QueryRunner): Promise<void> {
    const parts = characters();
    await replaceSplitting(runner, parts);
    await replaceIndexing(runner, parts);
    await replaceTypingErrors(runner);
  }

  async down(): Promise<void> {
    // An older version asks and indexes by the same functions, whatever they find.
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
  const digits = allDigits();
  return {
    digits,
    unspaced: unspacedLetters,
    // With its marks, and with those that Khmer and Burmese write below it.
    letter: `[${unspacedLetters}](?:[\\u17d2\\u1039][${unspacedLetters}]|[${unspacedMarks}])*`,
    // Accents, the dots below letters of Hindi, vowels of Hebrew and Arabic, and what nobody sees: a word is the same without them.
    // Not what makes ガ of カ.
    ignored: classOf(
      (character) =>
        !/[\u3099\u309a]/.test(character) &&
        (/[\p{Cf}\p{Variation_Selector}\u093c\u0a3c\u0abc\u0640]/u.test(character) ||
          (/[\p{Mn}\p{Me}]/u.test(character) &&
            /[\p{scx=Latn}\p{scx=Grek}\p{scx=Cyrl}\p{scx=Hebr}\p{scx=Arab}\p{sc=Zinh}]/u.test(character))),
    ),
    // What Unicode does not have yet may be a letter.
    between: classOf((character) => /[^\p{L}\p{N}\p{M}\p{Cn}\p{Co}]/u.test(character)),
  };
}

/** Digits of every script, each row of ten in order. */
function allDigits(): { from: string; to: string } {
  let from = '';
  for (let point = 0x80; point <= 0x1ffff; point += 1) {
    const character = String.fromCodePoint(point);
    if (/\p{Nd}/u.test(character) && character.normalize('NFKC') === character) from += character;
  }
  return { from, to: [...from].map((_, n) => n % 10).join('') };
}

/** Letters that are written for each other; what stands for an apostrophe parts words, as that does. */
const ALIKE: readonly (readonly [string, string])[] = [
  ['ς', 'σ'],
  ['ىي', 'یی'],
  ['ك', 'ک'],
  ['ٱ', 'ا'],
  ['ةۃہھە', 'ههههه'],
  ['ँ', 'ं'],
  ['ຼ', 'ລ'],
  ['ʹʻʼʽʾʿˈꞌ', '        '],
];
const side = (n: 0 | 1): string => ALIKE.map((pair) => pair[n]).join('');

/** ½ and others in one character: "2½" is not 21/2. */
const FRACTION = '[\\u00bc-\\u00be\\u2150-\\u215e]';

/** Katakana that have a hiragana. */
const KATAKANA = [...Array.from({ length: 0x56 }, (_, n) => 0x30a1 + n), 0x30fd, 0x30fe];
const written = (points: readonly number[]): string => String.fromCodePoint(...points);

async function replaceSplitting(
  runner: QueryRunner,
  { unspaced, letter, ignored, between, digits }: Characters,
): Promise<void> {
  const [collation] = (await runner.query(
    `SELECT collname AS name FROM pg_collation WHERE collname IN ('pg_c_utf8', 'und-x-icu') ORDER BY collname LIMIT 1`,
  )) as { name: string }[];
  await runner.query(`
    CREATE OR REPLACE FUNCTION split_words(text text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
    DECLARE
      words text;
    BEGIN
      -- What English writes beside its letters, so that it takes the short way.
      text := translate(text, '‘’“”–—…\u00a0×', '        x');
      IF octet_length(text) = char_length(text) THEN
        words := regexp_replace(lower(text COLLATE "C"), '[^a-z0-9]+', ' ', 'g');
      ELSE
        IF text ~ '[0-9]${FRACTION}' THEN
          text := regexp_replace(text, '(?<=[0-9])(?=${FRACTION})', ' ', 'g');
        END IF;
        words := lower(normalize(text, NFKD) COLLATE "${collation!.name}");
        words := normalize(regexp_replace(words, '[${ignored}]+', '', 'g'), NFKC);
        words := translate(words, '${side(0)}', '${side(1)}');
        IF words ~ '[\\u0900-\\u097f]' THEN
          words := regexp_replace(words, '[ङञणनम]\\u094d(?=[क-ह])', 'ं', 'g');
        END IF;
        IF words ~ '[\\u30a1-\\u30fe]' THEN
          words := translate(words, '${written(KATAKANA)}', '${written(KATAKANA.map((point) => point - 0x60))}');
        END IF;
        IF words ~ '[${digits.from}]' THEN
          words := translate(words, '${digits.from}', '${digits.to}');
        END IF;
        words := regexp_replace(words, '[${between}]+', ' ', 'g');
        IF words ~ '[${unspaced}]' THEN
          words := regexp_replace(regexp_replace(words, '(?:${letter})+', ' \\& ', 'g'), ' {2,}', ' ', 'g');
        END IF;
      END IF;
      IF words ~ '[0-9]' THEN
        words := regexp_replace(words, '([^0-9 ])(?=[0-9])|([0-9])(?=[^0-9 ])', '\\1\\2 ', 'g');
      END IF;
      RETURN btrim(words);
    END $$`);
}

/** Letters of words that a hyphen may part: no digits, of which "E-45" would be made. */
const LETTER = 'A-Za-z\\u00aa-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02b8\\u0300-\\u1fff\\u2c00-\\u2dff\\ua640-\\uab6f';
const HYPHEN = '[-\\u2010\\u2011]';
const APOSTROPHE = "[''‘’\\u02bb\\u02bc`]";
/** English writes other words so: "well" is not what "we’ll" means. */
const JOINED_BY_APOSTROPHE = '[\\u0370-\\u1fff\\u02bb\\u02bc]';

async function replaceIndexing(runner: QueryRunner, { unspaced }: Characters): Promise<void> {
  await runner.query(`
    CREATE OR REPLACE FUNCTION indexed_words(text text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
    DECLARE
      words text := public.split_words(text);
      others text := '';
    BEGIN
      IF text ~ '[${LETTER}]${HYPHEN}[${LETTER}]' THEN
        others := others || ' ' || (
          SELECT coalesce(string_agg(public.split_words(regexp_replace(part[1], '${HYPHEN}', '', 'g')), ' '), '')
          FROM regexp_matches(text, '([${LETTER}]+(?:${HYPHEN}[${LETTER}]+){1,3})', 'g') AS part);
      END IF;
      IF text ~ '${JOINED_BY_APOSTROPHE}' AND text ~ '[${LETTER}]${APOSTROPHE}[${LETTER}]' THEN
        others := others || ' ' || (
          SELECT coalesce(string_agg(public.split_words(regexp_replace(part[1], '${APOSTROPHE}', '', 'g')), ' '), '')
          FROM regexp_matches(text, '([${LETTER}]+(?:${APOSTROPHE}[${LETTER}]+){1,3})', 'g') AS part
          WHERE part[1] ~ '${JOINED_BY_APOSTROPHE}');
      END IF;
      IF position('\u200c' IN text) > 0 THEN
        others := others || ' ' || (
          SELECT coalesce(string_agg(public.split_words(replace(part[1], '\u200c', ' ')), ' '), '')
          FROM regexp_matches(text, '([\\u0600-\\u06ff]+(?:\\u200c[\\u0600-\\u06ff]+)+)', 'g') AS part);
      END IF;
      IF words ~ '[${unspaced}]' THEN
        words := regexp_replace(words, '(^| )[${unspaced}][^ ]*', ' ', 'g') || ' ' || public.pair_letters(words);
      END IF;
      RETURN btrim(words || others);
    END $$`);
}

/** Also umlauts that are written out, as in `Kaese`, and letters of which others write two; and `e-mail` where the text has `email`. */
async function replaceTypingErrors(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE OR REPLACE FUNCTION similar_words(typed text) RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE
    SET pg_trgm.similarity_threshold = 0.45 AS $$
      WITH known AS (
        SELECT word, post_count FROM search_words WHERE spellings(word) && spellings(typed)
        UNION
        SELECT word, post_count FROM search_words WHERE word % typed AND char_length(typed) >= 7
        UNION
        SELECT word, post_count FROM search_words
        WHERE word IN (regexp_replace(typed, '([aou])e', '\\1', 'g'), regexp_replace(typed, '(a)a|(d)j', '\\1\\2', 'g'))
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
  await runner.query(`
    CREATE OR REPLACE FUNCTION find_misspelled(chunks text[], most integer, OUT query tsquery, OUT any_word tsquery, OUT initials text)
    LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
    DECLARE
      typed text := array_to_string(chunks, ' ');
      words text[] := string_to_array(public.split_words(typed), ' ');
      joined text[] := string_to_array(
        public.split_words(regexp_replace(typed, '([${LETTER}])${HYPHEN}(?=[${LETTER}])', '\\1', 'g')), ' ');
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
      IF joined <> words THEN
        SELECT string_agg(coalesce(public.unspaced_terms(w), w), ' & ') INTO terms FROM unnest(joined[1:most]) AS w;
        query := query || to_tsquery('public.wander_simple', terms) || to_tsquery('public.wander_english', terms);
        every_other := every_other || tsvector_to_array(to_tsvector('public.wander_simple', array_to_string(joined[1:most], ' ')));
      END IF;
      IF every_other = '{}' THEN
        query := NULL;
      ELSE
        any_word := public.any_of(every_other);
        initials := public.initials_of(every_other);
      END IF;
    END $$`);
}
