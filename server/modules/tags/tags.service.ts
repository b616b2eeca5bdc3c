import { Injectable } from '@nestjs/common';
import {
  Database,
  KeysetPage,
  type Order,
  type Page,
  type PageRequest,
  sql,
  SWEEP_BATCH,
  Sweeper,
} from '../../platform/database/index.js';
import { type PostTagRecord, tagSlug } from '../posts/index.js';

const columns = sql`t.id, t.slug, t.name, t.post_count as "postCount"`;

const MOST_USED: Order<PostTagRecord> = {
  name: 'tags',
  keys: [
    { column: sql`t.post_count`, type: 'count', direction: 'DESC' },
    { column: sql`t.slug`, type: 'text', direction: 'ASC' },
  ],
  valuesOf: (tag) => [tag.postCount, tag.slug],
};

@Injectable()
export class TagsService {
  constructor(
    private readonly database: Database,
    sweeper: Sweeper,
  ) {
    // What drafts began and nobody kept.
    sweeper.add(sql`
      delete from tags where id in (
        select t.id from tags t where t.post_count = 0 and not exists (select 1 from post_tags x where x.tag_id = t.id)
        limit ${SWEEP_BATCH} for update skip locked)
      returning id`);
  }

  /** Those with a published story, the most used first. */
  async list(request: PageRequest): Promise<Page<PostTagRecord>> {
    const page = new KeysetPage(request, MOST_USED);
    return page.of(
      await this.database.rows(sql<PostTagRecord>`
        select ${columns} from tags t where t.post_count > 0${page.where} order by ${page.orderBy} limit ${page.limit}`),
    );
  }

  async findBySlug(text: string): Promise<PostTagRecord | undefined> {
    const slug = tagSlug(text);
    if (slug === undefined) return undefined;
    return this.database.first(
      sql<PostTagRecord>`select ${columns} from tags t where t.slug = ${slug} and t.post_count > 0`,
    );
  }

  findByIds(ids: readonly string[]): Promise<PostTagRecord[]> {
    return this.database.rows(
      sql<PostTagRecord>`select ${columns} from tags t where t.id = any(${ids}::uuid[]) and t.post_count > 0`,
    );
  }
}
