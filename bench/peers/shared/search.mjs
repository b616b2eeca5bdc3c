/** Wander's search, written out: its one statement with what is found in each row, and a passage in pieces. */
import { decoded } from '../../../dist/server/platform/markdown/index.js';
import { author, jsonTime, tags } from './statements.mjs';

const PAGE = 20;
const CANDIDATES = 300;
/** Marks around what was searched for. */
const [START, END] = ['\u0002', '\u0003'];

const q = `(to_tsquery('public.wander_english', $1) || to_tsquery('public.wander_simple', $1))`;
const inText = `s.document @@ ${q}`;
const inTitle = `ts_filter(s.document, '{a}') @@ to_tsquery('public.wander_simple', $2)`;
const ofUser = 'user_search_document(u.username, u.name, u.bio)';
const ofTag = 'tag_search_document(t.slug, t.name)';
const newestFirst = 'order by s.published_at desc, s.post_id desc';

/** Where many of the newest match, they are gone through; else the index has all. */
const newestOf = (matches) => `
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
    where (select count(*) from walked) < ${CANDIDATES} and ${matches} offset 0) s
  ${newestFirst} limit ${CANDIDATES}))`;

const passage = (text) => `ts_headline('public.wander_english', translate(${text}, '${START}${END}', ''), ${q},
  'StartSel=${START}, StopSel=${END}, MaxWords=24, MinWords=12, ShortWord=2')`;

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

/** $1 is the tsquery of the words, $2 that of what begins with them, $3 the words, $4 a username. Without a name, as `pins`. */
const statement = (columns) => ({
  text: `
    with matched (kind, id, score) as materialized (
        (select 3, s.post_id, 1 + ts_rank(s.document, ${q}, 1)::float8 + case when ${inTitle} then 1 else 0 end
          from post_search s where s.post_id in (${newestOf(inText)} union ${newestOf(inTitle)}))
        union all
        (select 2, u.id, 1 + ts_rank(${ofUser}, ${q}, 1)::float8 + case when u.username = $4 then 2 else 0 end
          from (
            select * from users u where ${ofUser} @@ ${q}
            order by u.username = $4 desc, u.follower_count desc, u.id limit ${CANDIDATES}) u)
        union all
        (select 1, t.id, 1.5 + ts_rank(${ofTag}, ${q}, 1)::float8
          from (
            select * from tags t where t.post_count > 0 and ${ofTag} @@ ${q}
            order by t.post_count desc, t.id limit ${CANDIDATES}) t)),
      found as (
        select kind, id, round(max(score)::numeric, 6)::float8 as score from (
          select * from matched
          union all
          select * from find_similar($3) where (select count(*) from matched) < 5) every_one
        group by kind, id)
    select f.kind, f.id, f.score,
      case f.kind
        when 3 then (select ${passage('left(s.content, 8000)')} from post_search s where s.post_id = f.id)
        when 2 then (select ${passage('u.bio')} from users u where u.id = f.id)
        end as passage${columns}
    from (select * from found order by score desc, kind desc, id desc limit ${PAGE + 1}) f
    order by f.score desc, f.kind desc, f.id desc`,
});

const ids = statement('');
const nodes = statement(`, ${node} as node`);

/** What somebody typed, as words with a space between them. */
function valuesOf(query) {
  const words = query.split(' ');
  const last = words.at(-1);
  return [
    [...words.slice(0, -1), `${last}:*`].join(' & '),
    words.map((word) => `${word}:*`).join(' & '),
    query,
    query.toLowerCase(),
  ];
}

/** The statement and its values that find ids. */
export const searchFor = (query) => [ids, valuesOf(query)];

/** The same with what is found as `node`. */
export const searchWhole = (query) => [nodes, valuesOf(query)];

export const searchCursor = ({ kind, id, score }) =>
  Buffer.from(JSON.stringify(['search', score, kind, id])).toString('base64url');

/** Where the words stand in a passage; without one there are none. */
export const highlightsOf = ({ passage }) =>
  (passage ?? '')
    .split(START)
    .flatMap((part, i) => {
      if (i === 0) return [{ text: part, isMatch: false }];
      const [match = '', rest = ''] = part.split(END);
      return [
        { text: match, isMatch: true },
        { text: rest, isMatch: false },
      ];
    })
    .map(({ text, isMatch }) => ({ text: decoded(text), isMatch }))
    .filter(({ text }) => text !== '');
