import { Injectable } from '@nestjs/common';
import { Backfill, type Queryable, sql, unprepared } from '../../platform/database/index.js';
import { RENDERING, toSafeHtml } from '../../platform/markdown/index.js';
import { commentHtml } from './comment.record.js';

const BATCH = 200;

/** Renders the comments again that an older version of Wander rendered. Nothing of them counts as changed. */
@Injectable()
export class CommentsRendering {
  constructor(backfill: Backfill) {
    backfill.add(renderOld);
  }
}

async function renderOld(tx: Queryable): Promise<number> {
  const old = await tx.rows(
    unprepared(sql<{ id: string; body: string }>`
      select id, body from comments where rendering < ${RENDERING} order by id limit ${BATCH}
      for no key update skip locked`),
  );
  await tx.rows(sql`
    update comments c set body_html = d.html, rendering = ${RENDERING}
    from unnest(${old.map(({ id }) => id)}::uuid[],
      ${old.map(({ id, body }) => toSafeHtml(body, commentHtml(id)))}::text[]) as d (id, html)
    where c.id = d.id`);
  return old.length;
}
