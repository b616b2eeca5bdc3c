import { Injectable } from '@nestjs/common';
import { Backfill, type Queryable, sql, unprepared } from '../../platform/database/index.js';
import { RENDERING } from '../../platform/markdown/index.js';
import { UsersService } from '../users/index.js';
import { renderComment } from './render-comment.js';

const BATCH = 200;

/** Renders the comments again that an older version of Wander rendered. Nothing of them counts as changed. */
@Injectable()
export class CommentsRendering {
  constructor(
    backfill: Backfill,
    private readonly users: UsersService,
  ) {
    backfill.add((tx) => this.renderOld(tx));
  }

  private async renderOld(tx: Queryable): Promise<number> {
    const old = await tx.rows(
      unprepared(sql<{ id: string; body: string }>`
      select id, body from comments where rendering < ${RENDERING} order by id limit ${BATCH}
      for no key update skip locked`),
    );
    for (const { id, body } of old) {
      const { html, mentionedIds } = renderComment(id, body, await this.users.findMentioned(body, tx));
      await tx.rows(sql`
        update comments set body_html = ${html}, mentioned_ids = ${mentionedIds}::uuid[], rendering = ${RENDERING}
        where id = ${id}`);
    }
    return old.length;
  }
}
