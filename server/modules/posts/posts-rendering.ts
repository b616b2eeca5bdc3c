import { Injectable } from '@nestjs/common';
import { Backfill, type Queryable, sql, unprepared } from '../../platform/database/index.js';
import { derive, RENDERING } from '../../platform/markdown/index.js';
import { UsersService } from '../users/index.js';

const BATCH = 10;

/** Renders the stories again that an older version of Wander rendered. Nothing of them counts as changed. */
@Injectable()
export class PostsRendering {
  constructor(
    backfill: Backfill,
    private readonly users: UsersService,
  ) {
    backfill.add({
      batch: (tx, isOver) => this.renderOld(tx, isOver),
      left: unprepared(sql`select 1 from posts where rendering < ${RENDERING} limit 1`),
    });
  }

  private async renderOld(tx: Queryable, isOver: () => boolean): Promise<number> {
    const old = await tx.rows(
      unprepared(sql<{ id: string; body: string }>`
      select id, body from posts where rendering < ${RENDERING} order by id limit ${BATCH} for no key update skip locked`),
    );
    const made: ({ id: string } & ReturnType<typeof derive>)[] = [];
    for (const { id, body } of old) {
      const people = await this.users.findMentioned(body, tx);
      made.push({
        id,
        ...derive(
          body,
          people.map(({ username }) => username),
        ),
      });
      if (isOver()) break;
    }
    await tx.rows(sql`
    update posts p set body_html = d.html, excerpt = d.excerpt, reading_minutes = d.minutes, rendering = ${RENDERING}
    from unnest(${made.map(({ id }) => id)}::uuid[], ${made.map(({ html }) => html)}::text[],
      ${made.map(({ excerpt }) => excerpt)}::text[], ${made.map(({ minutes }) => minutes)}::int[])
      as d (id, html, excerpt, minutes)
    where p.id = d.id`);
    return made.length;
  }
}
