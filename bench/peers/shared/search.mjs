/** Wander's search, written out: its one statement with what is found in each row, and a passage in pieces. */
import { passageOf } from '../../../dist/server/modules/search/passage.js';
import { author, jsonTime, tags } from './statements.mjs';

const PAGE = 20;
const CANDIDATES = 300;

const q = '(select query from q)';
const inText = `s.document @@ ${q}`;
const inTitle = 's.document @@ (select in_title from q)';
const byIndexOfTitles = "ts_filter(s.document, '{a}') @@ (select title from q)";
const ofUser = 'user_search_document(u.username, u.name, u.bio)';
const ofTag = 'tag_search_document(t.slug, t.name)';
const newestFirst = 'order by s.published_at desc, s.post_id desc';

/** Where many of the newest match, they are gone through; else the index has all. */
const newestOf = (matches, byIndex = matches) => `
  (with walked as materialized (
    select s.post_id from (
      select s.* from post_search s ${newestFirst}
      limit case when 12 <= (
        select count(*) from (select s.document from post_search s ${newestFirst} limit 200) s where ${matches}) then 6000 else 0 end) s
    where ${matches} ${newestFirst} limit ${CANDIDATES})
  select post_id from walked
  union
  (select post_id from (
    select s.post_id, s.published_at from post_search s
    where (select count(*) from walked) < ${CANDIDATES} and ${byIndex} offset 0) s
  ${newestFirst} limit ${CANDIDATES}))`;

const node = `case f.kind
    when 3 then (
      select json_build_object('__typename', 'Post', 'id', p.id, 'slug', p.slug, 'title', p.title, 'excerpt', p.excerpt,
        'readingMinutes', p.reading_minutes, 'publishedAt', ${jsonTime('p.published_at')}, 'authorId', p.author_id,
        'author', ${author}, 'tags', ${tags})
      from posts p join users u on u.id = p.author_id where p.id = f.id)
    when 2 then (
      select json_build_object('__typename', 'User', 'id', u.id, 'username', u.username, 'name', u.name, 'bio', u.bio,
        'postCount', u.post_count) from users u where u.id = f.id)
    else (
      select json_build_object('__typename', 'Tag', 'id', t.id, 'slug', t.slug, 'name', t.name, 'postCount', t.post_count)
      from tags t where t.id = f.id)
    end`;

/** $1 is what stands between spaces, $2 the words, $3 a username. Without a name, as `pins`. */
const statement = (columns) => ({
  text: `
    with q as materialized (select * from search_question($1::text[], 10)),
      matched (kind, id, score) as materialized (
        (select 3, s.post_id, 1 + ts_rank(s.document, ${q}, 1)::float8 + case when ${inTitle} then 1 else 0 end
          from post_search s
          where s.post_id in (${newestOf(inText)} union ${newestOf(inTitle, byIndexOfTitles)}))
        union all
        (select 2, u.id, 1 + ts_rank(${ofUser}, ${q}, 1)::float8 + case when u.username = $3 then 2 else 0 end
          from (
            select * from users u where ${ofUser} @@ ${q}
            order by u.username = $3 desc, u.follower_count desc, u.id limit ${CANDIDATES}) u)
        union all
        (select 1, t.id, 1.5 + ts_rank(${ofTag}, ${q}, 1)::float8
          from (
            select * from tags t where t.post_count > 0 and ${ofTag} @@ ${q}
            order by t.post_count desc, t.id limit ${CANDIDATES}) t)),
      few as (select 1 where (select count(*) from matched) < 5),
      alike as materialized (select a.* from few cross join lateral find_misspelled($1::text[], 10) a),
      h as (
        select coalesce(q.any_word || a.any_word, q.any_word, a.any_word) as any_word,
          concat_ws('|', q.initials, a.initials) as initials
        from q left join alike a on true),
      found as (
        select kind, id, round(max(score)::numeric, 6)::float8 as score from (
          select * from matched
          union all
          select s.* from few cross join lateral (
            select * from find_similar($2)
            union all
            select 3, id, 0.8 + 0.2 * score from find_stories((select query from alike), 50)) s) every_one
        group by kind, id)
    select f.kind, f.id, f.score, p.content, p.words${columns}
    from (select * from found order by score desc, kind desc, id desc limit ${PAGE + 1}) f cross join h
    left join lateral (
      select left(s.content, 8000) as content, matched_words(s.document, h.any_word, h.initials) as words
      from post_search s where f.kind = 3 and s.post_id = f.id
      union all
      select u.bio, matched_words(to_tsvector('public.wander_simple', indexed_words(u.bio)), h.any_word, h.initials)
      from users u where f.kind = 2 and u.id = f.id) p on true
    order by f.score desc, f.kind desc, f.id desc`,
});

const ids = statement('');
const nodes = statement(`, ${node} as node`);

/** What somebody typed, words with a space between them. */
const valuesOf = (query) => [query.split(' '), query, query.toLowerCase()];

/** The statement and its values that find ids. */
export const searchFor = (query) => [ids, valuesOf(query)];

/** The same with what is found as `node`. */
export const searchWhole = (query) => [nodes, valuesOf(query)];

export const searchCursor = ({ kind, id, score }) =>
  Buffer.from(JSON.stringify(['search', score, kind, id])).toString('base64url');

/** Where the words stand in a passage. */
export const highlightsOf = ({ content, words }) => (content === null ? [] : passageOf(content, words ?? [], []));
