import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import { Cancellation } from '../../platform/cancellation.js';
import { Database, type Queryable, sql } from '../../platform/database/index.js';
import { AppError, unavailable } from '../../platform/errors/index.js';
import { claims, type IdempotentCreate } from './idempotency.js';
import { type PlaceRecord, publicPlace } from './place.record.js';
import { authorColumn, plainColumns, type PostRecord } from './post.record.js';

/** A story as it is first written: without tags, and not public. */
export interface NewDraft {
  id: string;
  authorId: string;
  title: string;
  body: string;
  bodyHtml: string;
  excerpt: string;
  readingMinutes: number;
  place: PlaceRecord | null;
}

interface Unsaved {
  draft: NewDraft;
  /** Where its create is to happen once. */
  once: Pick<IdempotentCreate, 'key' | 'payloadHash'> | null;
  request: Cancellation | undefined;
}

/** In one statement: more of the longest texts would take too much memory. */
const MOST_AT_ONCE = 50;

/** Puts new stories into the table. */
@Injectable()
export class DraftsWriter {
  /** What comes in one turn of the event loop is one statement: docs/adr/0015-first-saves-together.md. */
  private readonly gathered = new DataLoader<Unsaved, PostRecord | undefined>((unsaved) => this.saveWanted(unsaved), {
    cache: false,
    maxBatchSize: MOST_AT_ONCE,
    batchScheduleFn: (save) => setImmediate(save),
  });

  constructor(private readonly database: Database) {}

  /**
   * In a transaction of its own, which it may share with other people's. Undefined, and nothing is saved, when this key has
   * made a story before, or there is no such account.
   * @throws AppError UNAVAILABLE.
   */
  save(draft: NewDraft, once: Unsaved['once'], request?: Cancellation): Promise<PostRecord | undefined> {
    return this.gathered.load({ draft, once, request });
  }

  /** As a part of `tx`, which has locked the writer. */
  async insert(tx: Queryable, draft: NewDraft): Promise<void> {
    await tx.rows(insertOf([{ draft, once: null }]));
  }

  /** Without those that nobody waits for any more. */
  private async saveWanted(unsaved: readonly Unsaved[]): Promise<(PostRecord | undefined | Error)[]> {
    const wanted = unsaved.filter(({ request }) => !request?.isCancelled);
    const posts = wanted.length === 0 ? [] : await this.saveAll(wanted);
    const saved = new Map(wanted.map((one, i) => [one, posts[i]]));
    return unsaved.map((one) => (saved.has(one) ? saved.get(one) : unavailable()));
  }

  private async saveAll(unsaved: readonly Unsaved[]): Promise<(PostRecord | undefined | Error)[]> {
    const request = Cancellation.ofAll(unsaved.map(({ request }) => request));
    try {
      const rows = await this.database.write(insertOf(unsaved), request);
      return postsOf(
        unsaved.map(({ draft }) => draft),
        rows,
      );
    } catch (error) {
      // Unavailable: it may be saved all the same.
      if (unsaved.length === 1 || (error instanceof AppError && error.code === 'UNAVAILABLE')) throw error;
      // Nothing is saved: what the database refuses of one person's is no fault of the others'.
      return Promise.all(unsaved.map((one) => this.saveAll([one]).then(([post]) => post, asError)));
    }
  }
}

/** Keys are taken in one order, so that no two statements wait for each other; of a key that comes twice the second is not saved. */
const insertOf = (unsaved: readonly Pick<Unsaved, 'draft' | 'once'>[]) => {
  const each = <Value>(pick: (draft: NewDraft) => Value): Value[] => unsaved.map(({ draft }) => pick(draft));
  return sql<PostRecord>`
    with d as materialized (
      select * from unnest(
        ${each(({ id }) => id)}::uuid[], ${each(({ authorId }) => authorId)}::uuid[],
        ${unsaved.map(({ once }) => once?.key ?? null)}::text[], ${unsaved.map(({ once }) => once?.payloadHash ?? null)}::text[],
        ${each(({ title }) => title)}::text[], ${each(({ body }) => body)}::text[], ${each(({ bodyHtml }) => bodyHtml)}::text[],
        ${each(({ excerpt }) => excerpt)}::text[], ${each(({ readingMinutes }) => readingMinutes)}::int[],
        ${each(({ place }) => place?.name ?? null)}::text[], ${each(({ place }) => place?.countryCode ?? null)}::text[],
        ${each(({ place }) => place?.latitude ?? null)}::float8[], ${each(({ place }) => place?.longitude ?? null)}::float8[],
        ${each(({ place }) => place?.precision ?? null)}::text[])
        as d (id, author_id, key, payload_hash, title, body, html, excerpt, minutes, name, country, latitude, longitude, precision)
      where exists (select from users u where u.id = d.author_id)),
    claimed as (${claims(sql`
      select distinct on (author_id, key) author_id, 'createPost', key, id, payload_hash from d
      where key is not null order by author_id, key`)}),
    p as (
      insert into posts (id, author_id, title, body, body_html, excerpt, reading_minutes,
        place_name, place_country_code, place_latitude, place_longitude, place_precision)
      select id, author_id, title, body, html, excerpt, minutes, name, country, latitude, longitude, precision
      from d where key is null or id in (select id from claimed)
      returning *)
    select ${plainColumns}, ${authorColumn}, ${publicPlace} as place from p`;
};

/** In the order of the drafts. What was just given has not come back. */
function postsOf(drafts: readonly NewDraft[], rows: readonly PostRecord[]): (PostRecord | undefined)[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return drafts.map(({ id, body, bodyHtml }) => {
    const row = byId.get(id);
    return row && { ...row, body, bodyHtml, tags: [] };
  });
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
