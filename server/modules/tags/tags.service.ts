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
import type { Cancellation } from '../../platform/cancellation.js';
import { type PostTagRecord, tagSlug } from '../posts/index.js';
import { usernameOf } from '../users/index.js';

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

  /** The tags of a writer's published stories, the most used first. */
  async listByAuthor(authorUsername: string, first: number, request?: Cancellation): Promise<PostTagRecord[]> {
    const username = usernameOf(authorUsername);
    if (username === undefined) return [];
    return this.database.longRead(
      sql<PostTagRecord>`
        select ${columns} from (
          select x.tag_id, count(*) as uses from posts p join post_tags x on x.post_id = p.id
          where p.status = 'PUBLISHED' and p.author_id = (select id from users where username = ${username})
          group by x.tag_id order by uses desc, x.tag_id limit ${first}
        ) used join tags t on t.id = used.tag_id order by used.uses desc, t.slug`,
      request,
    );
  }

  findByIds(ids: readonly string[]): Promise<PostTagRecord[]> {
    return this.database.rows(
      sql<PostTagRecord>`select ${columns} from tags t where t.id = any(${ids}::uuid[]) and t.post_count > 0`,
    );
  }
}
