import { Injectable } from '@nestjs/common';
import { Backfill, type Queryable, sql, unprepared } from '../../platform/database/index.js';
import { RENDERING } from '../../platform/markdown/index.js';
import { UsersService } from '../users/index.js';
import { renderComment } from './render-comment.js';

const BATCH = 50;

/** Renders the comments again that an older version of Wander rendered. Nothing of them counts as changed. */
@Injectable()
export class CommentsRendering {
  constructor(
    backfill: Backfill,
    private readonly users: UsersService,
  ) {
    backfill.add({
      batch: (tx, isOver) => this.renderOld(tx, isOver),
      left: unprepared(sql`select 1 from comments where rendering < ${RENDERING} limit 1`),
    });
  }

  private async renderOld(tx: Queryable, isOver: () => boolean): Promise<number> {
    const old = await tx.rows(
      unprepared(sql<{ id: string; body: string }>`
      select id, body from comments where rendering < ${RENDERING} order by id limit ${BATCH}
      for no key update skip locked`),
    );
    let count = 0;
    for (const { id, body } of old) {
      const { html, mentionedIds } = renderComment(id, body, await this.users.findMentioned(body, tx));
      await tx.rows(sql`
        update comments set body_html = ${html}, mentioned_ids = ${mentionedIds}::uuid[], rendering = ${RENDERING}
        where id = ${id}`);
      count += 1;
      if (isOver()) break;
    }
    return count;
  }
}
