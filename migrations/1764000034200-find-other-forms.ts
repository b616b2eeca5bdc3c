import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Where little is found, a word is also looked for in its other forms, of which English makes none by endings: `mice`, `swam`, `gray` and
 * `grey`, `three` and `3` (docs/adr/0014-search.md).
 */
export class FindOtherForms1764000034200 implements MigrationInterface {
  name = 'FindOtherForms1764000034200';

  async up(runner: QueryRunner): Promise<void> {
    await createOtherForms(runner);
    await runner.query(`ALTER FUNCTION find_misspelled RENAME TO find_spelled_alike`);
    await runner.query(`
      CREATE FUNCTION find_misspelled(chunks text[], most integer, OUT query tsquery, OUT any_word tsquery, OUT initials text)
      LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
      DECLARE
        alike record := public.find_spelled_alike(chunks, most);
        words text[];
        terms text;
        part tsquery;
        forms text;
        formed tsquery := '';
        every_form text := '';
        ending text;
      BEGIN
        query := alike.query;
        any_word := alike.any_word;
        initials := alike.initials;
        FOR n IN 1..cardinality(chunks) LOOP
          words := (string_to_array(public.split_words(chunks[n]), ' '))[1:most];
          most := most - cardinality(words);
          CONTINUE WHEN cardinality(words) = 0;
          ending := CASE WHEN n = cardinality(chunks) THEN ':*' ELSE '' END;
          IF cardinality(words) = 1 AND public.unspaced_terms(words[1]) IS NULL THEN
            part := to_tsquery('public.wander_simple', words[1] || ending) || to_tsquery('public.wander_english', words[1]);
            forms := public.other_forms(words[1]);
            IF forms IS NOT NULL THEN
              part := part || to_tsquery('public.wander_english', forms) || to_tsquery('public.wander_simple', forms);
              every_form := concat_ws(' | ', nullif(every_form, ''), forms);
            END IF;
          ELSIF EXISTS (SELECT FROM unnest(words) AS word WHERE public.unspaced_terms(word) IS NOT NULL) THEN
            SELECT string_agg(coalesce(public.unspaced_terms(word), word), ' & ') INTO terms FROM unnest(words) AS word;
            part := to_tsquery('public.wander_simple', terms);
          ELSE
            terms := array_to_string(words, ' <-> ') || ending;
            part := to_tsquery('public.wander_simple', terms) || to_tsquery('public.wander_english', terms);
          END IF;
          formed := formed && part;
        END LOOP;
        IF every_form <> '' THEN
          query := coalesce(query || formed, formed);
          part := to_tsquery('public.wander_english', every_form) || to_tsquery('public.wander_simple', every_form);
          any_word := coalesce(any_word || part, part);
          initials := concat_ws('|', initials, public.initials_of(tsvector_to_array(
            to_tsvector('public.wander_english', every_form) || to_tsvector('public.wander_simple', every_form))));
        END IF;
      END $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION find_misspelled, other_forms`);
    await runner.query(`ALTER FUNCTION find_spelled_alike RENAME TO find_misspelled`);
  }
}

/** Words for the same, in families. Those in -man and -men follow a rule, and so do -ise and -ize. */
const FORMS = `
mouse mice|louse lice|goose geese|foot feet|tooth teeth|ox oxen|child children|grandchild grandchildren|knife knives|penknife penknives
wife wives|housewife housewives|life lives|wolf wolves|leaf leaves|loaf loaves|shelf shelves|bookshelf bookshelves|half halves|calf calves
hoof hooves|scarf scarves|thief thieves|wharf wharves|dwarf dwarves|cactus cacti|fungus fungi|crisis crises|oasis oases|axis axes
phenomenon phenomena|criterion criteria|bacterium bacteria|medium media|formula formulae|index indices|appendix appendices
arise arose arisen|awake awoke awoken|bear bore borne|beat beaten|become became|begin began begun|bend bent|bind bound|bite bit bitten
bleed bled|blow blew blown|break broke broken|breed bred|bring brought|build built|burn burnt|buy bought|catch caught|choose chose chosen
cling clung|come came|creep crept|deal dealt|dig dug|draw drew drawn|dream dreamt|drink drank drunk|drive drove driven|eat ate eaten
fall fell fallen|feed fed|feel felt|fight fought|find found|flee fled|fly flew flown|forbid forbade forbidden|forget forgot forgotten
forgive forgave forgiven|freeze froze frozen|get got gotten|give gave given|go went gone|grind ground|grow grew grown|hang hung|hear heard
hide hid hidden|hold held|keep kept|kneel knelt|know knew known|lay laid|lead led|leap leapt|learn learnt|leave left|lend lent|lie lay lain
light lit|lose lost|make made|mean meant|meet met|mistake mistook mistaken|overtake overtook overtaken|pay paid|ride rode ridden|ring rang rung
rise rose risen|run ran|say said|see saw seen|seek sought|sell sold|send sent|sew sewn|shake shook shaken|shine shone|shoot shot|show shown
shrink shrank shrunk|sing sang sung|sink sank sunk|sit sat|sleep slept|slide slid|smell smelt|speak spoke spoken|spend spent|spill spilt|spin spun
spoil spoilt|stand stood|steal stole stolen|stick stuck|sting stung|strike struck|sweep swept|swell swollen|swim swam swum|swing swung
take took taken|teach taught|tear tore torn|tell told|think thought|throw threw thrown|understand understood|wake woke woken|wear wore worn
weave wove woven|weep wept|win won|write wrote written
colour color|harbour harbor|neighbour neighbor|neighbourhood neighborhood|favour favor|favourite favorite|flavour flavor|honour honor|humour humor
labour labor|rumour rumor|odour odor|vapour vapor|armour armor|behaviour behavior|parlour parlor|centre center|theatre theater|metre meter
kilometre kilometer km|centimetre centimeter cm|litre liter|fibre fiber|grey gray|tyre tire|pyjamas pajamas|jewellery jewelry|aeroplane airplane
kerb curb|plough plow|mould mold|moustache mustache|cosy cozy|whisky whiskey|yoghurt yogurt|doughnut donut|catalogue catalog|dialogue dialog
licence license|defence defense|programme program|cheque check|kilogram kilogramme kg|hour hr|minute min
one 1|two 2|three 3|four 4|five 5|six 6|seven 7|eight 8|nine 9|ten 10|eleven 11|twelve 12`;

/** By the word without its ending: "swimming" is "swim". */
async function createOtherForms(runner: QueryRunner): Promise<void> {
  const families = FORMS.trim()
    .split(/[|\n]/)
    .map((words) => words.split(' '));
  await runner.query(
    `CREATE TEMPORARY TABLE form_families ON COMMIT DROP AS SELECT n, word FROM unnest($1::integer[], $2::text[]) AS families (n, word)`,
    [families.flatMap((words, n) => words.map(() => n)), families.flat()],
  );
  const [{ forms }] = (await runner.query(`
    SELECT jsonb_object_agg(stem, others)::text AS forms FROM (
      SELECT stem, string_agg(DISTINCT o.word, ' | ') AS others
      FROM (SELECT n, word, (tsvector_to_array(to_tsvector('public.wander_english', word)))[1] AS stem FROM form_families) AS f
        JOIN form_families AS o USING (n)
      WHERE o.word <> f.word AND stem IS NOT NULL GROUP BY stem) AS by_stem`)) as [{ forms: string }];
  await runner.query(`
    CREATE FUNCTION other_forms(word text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    RETURN coalesce(
      '${forms}'::jsonb ->> (tsvector_to_array(to_tsvector('public.wander_english', word)))[1],
      CASE
        WHEN word ~ '^[a-z]*men$' THEN regexp_replace(word, 'men$', 'man')
        WHEN word ~ '^[a-z]*man$' THEN regexp_replace(word, 'man$', 'men')
        WHEN word ~ '^[a-z]{3,}is(e|es|ed|ing|er|ers|ations?)$' THEN regexp_replace(word, 'is(e|es|ed|ing|er|ers|ations?)$', 'iz\\1')
        WHEN word ~ '^[a-z]{3,}iz(e|es|ed|ing|er|ers|ations?)$' THEN regexp_replace(word, 'iz(e|es|ed|ing|er|ers|ations?)$', 'is\\1')
      END)`);
}
