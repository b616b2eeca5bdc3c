import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Cancellation } from '../../platform/cancellation.js';
import { Config } from '../../platform/config/index.js';
import {
  Database,
  KeysetPage,
  noSql,
  type Order,
  type Page,
  type PageRequest,
  type Sql,
  sql,
} from '../../platform/database/index.js';
import { badInput, codePoints, mayFit } from '../../platform/errors/index.js';
import { LIMITS } from '../../platform/limits.js';
import { tagSlug } from '../posts/index.js';
import { passageOf } from './passage.js';
import { addressedBy } from './pasted-address.js';
import { type SearchQuery, searchQueryOf } from './search-query.js';
import type { SearchTypeName, TextFragment } from './search.type.js';

/** In the order in which equal ones stand. */
const KINDS = ['TAG', 'USER', 'POST'] as const satisfies SearchTypeName[];
/** Of what has a common word these many are ranked: the newest stories, the most followed people, the most used tags. */
const CANDIDATES = 300;
/** A word is common if this many of the newest stories have it. Then so many are gone through at most. */
const [COMMON, SAMPLE, WALKED] = [12, 200, 6_000];
/** With fewer, typing errors are looked for. */
const FEW = 5;
/** Stories in which a word is spelled alike, at most. */
const SPELLED_ALIKE = 50;
/** Characters of a story that passages are taken from. */
const PASSAGES_FROM = 8_000;

interface FoundRow {
  kind: number;
  id: string;
  score: number;
  /** Plain text, or that of HTML. */
  content: string | null;
  /** Those in it that were found, as the index has them. */
  words: string[] | null;
}

export interface Found {
  type: SearchTypeName;
  id: string;
  highlights: TextFragment[];
}

/** The best first; its cursors belong to this search. */
const best = (query: string | undefined, type: SearchTypeName | null | undefined): Order<FoundRow> => ({
  name: `search:${createHash('sha256')
    .update(JSON.stringify([query, type ?? null]))
    .digest('base64url')
    .slice(0, 12)}`,
  keys: [
    { column: sql`f.score`, type: 'number', direction: 'DESC' },
    { column: sql`f.kind`, type: 'count', direction: 'DESC' },
    { column: sql`f.id`, type: 'uuid', direction: 'DESC' },
  ],
  valuesOf: (row) => [row.score, row.kind, row.id],
});

@Injectable()
export class SearchService {
  constructor(
    private readonly database: Database,
    private readonly config: Config,
  ) {}

  /**
   * The best first. All words must be there, the last one may be a beginning; where little is found, what is spelled
   * alike is found too. Of a text without a word, as an emoji, the tag is found, and the stories that have it; of the address of a page
   * what it is of.
   * @throws AppError BAD_USER_INPUT for a text of more than 200 characters.
   */
  async search(
    text: string,
    type: SearchTypeName | null | undefined,
    request: PageRequest,
    withPassages: boolean,
    cancellation?: Cancellation,
  ): Promise<Page<Found>> {
    const most = LIMITS.text.searchCharacters;
    if (!mayFit(text, most) || codePoints(text) > most)
      throw badInput([{ path: 'query', message: `Search for at most ${most} characters.` }]);
    const addressed = addressedBy(text, this.config.appOrigin);
    const query = addressed ? undefined : searchQueryOf(text);
    const tag = addressed || query ? undefined : tagSlug(text);
    const page = new KeysetPage(request, best(query?.words ?? tag ?? text, type));
    const read =
      (addressed && withoutPassages(sql`select kind, id, 1::float8 as score from (${addressed}) a`, type, page)) ??
      (query ? statement(query, type, page, withPassages) : tag && tagged(tag, type, page));
    const found = page.of(read ? await this.database.longRead(read, cancellation) : []);
    const edges = found.edges.map(({ cursor, node }) => ({ cursor, node: foundOf(node, query?.chunks ?? []) }));
    return { edges, nodes: edges.map(({ node }) => node), pageInfo: found.pageInfo };
  }
}

const foundOf = ({ kind, id, content, words }: FoundRow, chunks: readonly string[]): Found => ({
  type: KINDS[kind - 1]!,
  id,
  highlights: content === null ? [] : passageOf(content, words ?? [], chunks),
});

function statement(
  { chunks, words, username }: SearchQuery,
  type: SearchTypeName | null | undefined,
  page: KeysetPage<FoundRow>,
  withPassages: boolean,
): Sql<FoundRow> {
  const most = LIMITS.text.searchWords;
  const q = sql`(select query from q)`;
  const inText = sql`s.document @@ ${q}`;
  const inTitle = sql`s.document @@ (select in_title from q)`;
  // Splitting is for the few that are about as long.
  const isTitle = sql`char_length(s.title) <= ${2 * words.length} and split_words(s.title) = (select words from q)`;
  const byIndexOfTitles = sql`ts_filter(s.document, '{a}') @@ (select title from q)`;
  const ofUser = sql`user_search_document(u.username, u.name, u.bio)`;
  const ofTag = sql`tag_search_document(t.slug, t.name)`;
  const parts = {
    POST: sql`
      select 3 as kind, s.post_id as id, 1 + ts_rank(s.document, ${q}, 1)::float8
        + case when ${inTitle} then case when ${isTitle} then 2 else 1 end else 0 end
        + case when s.document @@ (select phrase from q) then 0.5 else 0 end as score
      from post_search s where s.post_id in (${newestOf(inText)} union ${newestOf(inTitle, byIndexOfTitles)})`,
    USER: sql`
      select 2, u.id, 1 + ts_rank(${ofUser}, ${q}, 1)::float8 + case when u.username = ${username} then 2 else 0 end
      from (
        select * from users u where ${ofUser} @@ ${q}
        order by u.username = ${username} desc, u.follower_count desc, u.id limit ${CANDIDATES}) u`,
    TAG: sql`
      select 1, t.id, 1.5 + ts_rank(${ofTag}, ${q}, 1)::float8
      from (
        select * from tags t where t.post_count > 0 and ${ofTag} @@ ${q}
        order by t.post_count desc, t.id limit ${CANDIDATES}) t`,
  };
  const wanted = type == null ? [parts.POST, parts.USER, parts.TAG] : [parts[type]];
  const matched = wanted.map((part) => sql`(${part})`).reduce((all, part) => sql`${all} union all ${part}`);
  const kind = type == null ? noSql : sql` and s.kind = ${KINDS.indexOf(type) + 1}`;
  const found = (document: Sql) => sql`matched_words(${document}, h.any_word, h.initials)`;
  const passages = sql`
    left join lateral (
      select left(s.content, ${PASSAGES_FROM}) as content, ${found(sql`s.document`)} as words
      from post_search s where f.kind = 3 and s.post_id = f.id
      union all
      select u.bio, ${found(sql`to_tsvector('public.wander_simple', indexed_words(u.bio))`)} from users u where f.kind = 2 and u.id = f.id) p on true`;
  return sql<FoundRow>`
    with q as materialized (
        select *, split_words(unaccent(array_to_string(${chunks}::text[], ' '))) as words from search_question(${chunks}::text[], ${most})),
      matched (kind, id, score) as materialized (${matched}),
      few as (select 1 where (select count(*) from matched) < ${FEW}),
      alike as materialized (select a.* from few cross join lateral find_misspelled(${chunks}::text[], ${most}) a),
      h as (
        select coalesce(q.any_word || a.any_word, q.any_word, a.any_word) as any_word,
          concat_ws('|', q.initials, a.initials) as initials
        from q left join alike a on true),
      f as (
        select kind, id, round(max(score)::numeric, 6)::float8 as score from (
          select * from matched
          union all
          select s.kind, s.id, s.score from few cross join lateral (
            select * from find_similar(${words})
            union all
            select 3, id, 0.8 + 0.2 * score from find_stories((select query from alike), ${SPELLED_ALIKE})) s
          where true${kind}) every_one
        group by kind, id)
    select f.kind, f.id, f.score, ${withPassages ? sql`p.content, p.words` : sql`null as content, null as words`}
    from (select * from f where true${page.where} order by ${page.orderBy} limit ${page.limit}) f
    ${withPassages ? sql`cross join h ${passages}` : noSql}
    order by ${page.orderBy}`;
}

/** The tag with this slug, and its newest stories. */
const tagged = (slug: string, type: SearchTypeName | null | undefined, page: KeysetPage<FoundRow>): Sql<FoundRow> =>
  withoutPassages(
    sql`
      with t as materialized (select id from tags where slug = ${slug} and post_count > 0)
      select 1 as kind, id, 1.5::float8 as score from t
      union all
      (select 3, x.post_id, 1 from t join post_tags x on x.tag_id = t.id
       where x.published_at is not null order by x.published_at desc, x.post_id desc limit ${CANDIDATES})`,
    type,
    page,
  );

/** @param found rows of `kind`, `id` and `score` */
function withoutPassages(
  found: Sql,
  type: SearchTypeName | null | undefined,
  page: KeysetPage<FoundRow>,
): Sql<FoundRow> {
  const kind = type == null ? noSql : sql` and f.kind = ${KINDS.indexOf(type) + 1}`;
  return sql<FoundRow>`
    select f.kind, f.id, f.score, null as content, null as words from (${found}) f
    where true${kind}${page.where}
    order by ${page.orderBy} limit ${page.limit}`;
}

/**
 * The newest stories of which this is so, in two ways (docs/adr/0014-search.md): where it is so of many, the newest are gone
 * through until there are enough; else the index gives all, and they are sorted. `offset 0` keeps the limit from the
 * planner: it takes rare words for common ones, and would go through all stories.
 * @param byIndex the same in the form that the index has
 */
const newestOf = (isSo: Sql, byIndex = isSo): Sql => sql`(
  with walked as materialized (
    select s.post_id from (
      select s.* from post_search s order by s.published_at desc, s.post_id desc
      limit case when ${COMMON} <= (
        select count(*) from (
          select s.document from post_search s order by s.published_at desc, s.post_id desc limit ${SAMPLE}) s
        where ${isSo}) then ${WALKED} else 0 end) s
    where ${isSo} order by s.published_at desc, s.post_id desc limit ${CANDIDATES})
  select post_id from walked
  union
  (select post_id from (
    select s.post_id, s.published_at from post_search s
    where (select count(*) from walked) < ${CANDIDATES} and ${byIndex} offset 0) s
  order by s.published_at desc, s.post_id desc limit ${CANDIDATES}))`;
