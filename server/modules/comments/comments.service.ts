import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../platform/auth/index.js';
import {
  Database,
  KeysetPage,
  type Order,
  type Page,
  type PageRequest,
  type Queryable,
  sql,
} from '../../platform/database/index.js';
import { AppError, forbidden, notFound, unauthenticated } from '../../platform/errors/index.js';
import { fromGlobalId, newId } from '../../platform/graphql/index.js';
import { RENDERING } from '../../platform/markdown/index.js';
import { Community } from '../../platform/observability/index.js';
import { WriteLimits } from '../../platform/rate-limit/index.js';
import { Realtime } from '../../platform/realtime/index.js';
import { logModeration, NOT_ONES_OWN, removalReason, removedText, restorationReason } from '../moderation/index.js';
import { claim, findMade, hashPayload, type IdempotentCreate, POST_NOT_FOUND } from '../posts/index.js';
import { UsersService } from '../users/index.js';
import { canEditComment, COMMENT_NOT_FOUND, isAuthor } from './comment.policy.js';
import { commentColumns, type CommentRecord, commentsWithAuthor } from './comment.record.js';
import { renderComment } from './render-comment.js';
import type { AddCommentInput, DeleteCommentInput, EditCommentInput, RestoreCommentInput } from './comment.type.js';

const order = (name: string, direction: 'ASC' | 'DESC'): Order<CommentRecord> => ({
  name,
  keys: [
    { column: sql`c.created_at`, type: 'time', direction },
    { column: sql`c.id`, type: 'uuid', direction },
  ],
  valuesOf: (comment) => [comment.createdAt, comment.id],
});
/** The newest is on top, where one writes; an answer follows what it answers. */
const COMMENTS = order('comments', 'DESC');
const REPLIES = order('replies', 'ASC');

/** The only writer of comments. Each mutation locks the story's row first: one order for all that changes its counters. */
@Injectable()
export class CommentsService {
  constructor(
    private readonly database: Database,
    private readonly realtime: Realtime,
    private readonly limits: WriteLimits,
    private readonly users: UsersService,
    private readonly community: Community,
  ) {}

  /**
   * @throws AppError NOT_FOUND when the story is not public, or the parent or the comment of a repeated key is gone; CONFLICT
   * for a key that was sent with something else; RATE_LIMITED.
   */
  async add(viewer: Viewer, input: AddCommentInput): Promise<CommentRecord> {
    await this.limits.comment(viewer.id);
    const { parentId, body } = input;
    const postId = uuidOf('post', input.postId, POST_NOT_FOUND);
    const once = onceOnly(viewer, input);
    const id = newId();
    const { html, mentionedIds } = renderComment(id, body, await this.users.findMentioned(body));
    const { comment, isNew } = await this.database.transaction(async (tx) => {
      const post = await lockPublicPost(tx, postId).catch(async (error: unknown) => {
        const isGone = error instanceof AppError && error.code === 'NOT_FOUND';
        throw isGone && once && (await findMade(tx, once)) ? notFound(STORY_GONE_SINCE) : error;
      });
      const earlier = once && (await claim(tx, once, id));
      if (earlier !== undefined) return { comment: await living(tx, earlier, MADE_AND_DELETED), isNew: false };
      const parent = parentId == null ? undefined : await living(tx, uuidOf('comment', parentId, COMMENT_NOT_FOUND));
      if (parent && parent.postId !== post) throw notFound(COMMENT_NOT_FOUND);
      const [added] = await tx.rows(sql<CommentRecord>`
        with c as (
          insert into comments (id, post_id, author_id, parent_id, answers_id, body, body_html, mentioned_ids, rendering)
          select ${id}, ${post}, u.id, ${parent?.parentId ?? parent?.id ?? null}::uuid,
            ${parent?.parentId == null ? null : parent.id}::uuid, ${body}, ${html}, ${mentionedIds}::uuid[], ${RENDERING}
          from users u where u.id = ${viewer.id} returning *)
        select ${commentColumns} from c join users u on u.id = c.author_id`);
      if (added === undefined) throw unauthenticated('This account no longer exists.');
      return { comment: added, isNew: true };
    }, viewer.request);
    if (isNew) {
      this.community.commentsAdded += 1;
      await this.realtime.publish('comment.added', { commentId: comment.id, postId: comment.postId });
    }
    return comment;
  }

  /** Counted as a comment: it may tell people too. @throws AppError NOT_FOUND, FORBIDDEN, RATE_LIMITED. */
  async edit(viewer: Viewer, { id, body }: EditCommentInput): Promise<CommentRecord> {
    await this.limits.comment(viewer.id);
    const people = await this.users.findMentioned(body);
    const { comment, isChanged } = await this.database.transaction(async (tx) => {
      const comment = asLiving(await this.locked(tx, id));
      if (!canEditComment(viewer, comment)) throw forbidden('Only its writer can change a comment.');
      if (comment.body === body) return { comment, isChanged: false };
      const { html, mentionedIds } = renderComment(comment.id, body, people);
      await tx.rows(sql`
        update comments set body = ${body}, body_html = ${html}, mentioned_ids = ${mentionedIds}::uuid[],
          rendering = ${RENDERING}, edited_at = clock_timestamp()
        where id = ${comment.id}`);
      return { comment: await living(tx, comment.id), isChanged: true };
    }, viewer.request);
    if (isChanged) await this.realtime.publish('comment.edited', { commentId: comment.id });
    return comment;
  }

  /**
   * One with replies keeps its place; the last reply that goes takes such a place with it. What a moderator takes away
   * keeps its place too, so that who said it reads why.
   * @throws AppError NOT_FOUND, FORBIDDEN, BAD_USER_INPUT for a moderator without a reason.
   */
  async delete(viewer: Viewer, { id, reason }: DeleteCommentInput): Promise<CommentRecord> {
    const { comment, logged } = await this.database.transaction(async (tx) => {
      const comment = asLiving(await this.locked(tx, id));
      if (!isAuthor(viewer, comment)) {
        const said = removalReason(viewer, reason, 'Only who said it can delete it.');
        await empty(tx, comment, said);
        return { comment, logged: await log(tx, viewer, 'REMOVE', comment, said) };
      }
      const replied = await tx.first(sql`select 1 from comments where parent_id = ${comment.id} limit 1`);
      if (replied) {
        await empty(tx, comment, null);
        return { comment, logged: undefined };
      }
      await tx.rows(sql`delete from comments where id = ${comment.id}`);
      if (comment.parentId !== null)
        await tx.rows(sql`
          delete from comments c where c.id = ${comment.parentId} and c.deleted_at is not null
            and c.removed_reason is null and not exists (select from comments r where r.parent_id = c.id)`);
      return { comment, logged: undefined };
    }, viewer.request);
    await this.realtime.publish('comment.hidden', { commentId: comment.id });
    if (logged !== undefined) await this.realtime.publish('moderation.logged', { id: logged });
    return comment;
  }

  /**
   * Gives back the text of a comment that a moderator took away. One that is there already succeeds.
   * @throws AppError FORBIDDEN for whoever is no moderator; NOT_FOUND for what is missing or was not removed; BAD_USER_INPUT
   * without a reason.
   */
  async restore(viewer: Viewer, { id, reason }: RestoreCommentInput): Promise<CommentRecord> {
    const said = restorationReason(viewer, reason);
    const { comment, logged } = await this.database.transaction(async (tx) => {
      const comment = await this.locked(tx, id);
      if (comment.deletedAt === null) return { comment, logged: undefined };
      const body = comment.removedReason === null ? undefined : await removedText(tx, comment.id);
      if (body === undefined) throw notFound(COMMENT_NOT_FOUND);
      if (viewer.id === comment.authorId) throw forbidden(NOT_ONES_OWN);
      const { html, mentionedIds } = renderComment(comment.id, body, await this.users.findMentioned(body, tx));
      await tx.rows(sql`
        update comments set body = ${body}, body_html = ${html}, mentioned_ids = ${mentionedIds}::uuid[],
          rendering = ${RENDERING}, deleted_at = null, removed_reason = null
        where id = ${comment.id}`);
      const restored = await living(tx, comment.id);
      return { comment: restored, logged: await log(tx, viewer, 'RESTORE', restored, said) };
    }, viewer.request);
    if (logged !== undefined) await this.realtime.publish('moderation.logged', { id: logged });
    return comment;
  }

  /** The same page of each story's comments, the newest first, in the order of the ids. */
  list(postIds: readonly string[], request: PageRequest): Promise<Page<CommentRecord>[]> {
    const page = new KeysetPage(request, COMMENTS);
    return this.pages(page, postIds, sql`c.post_id = k.id and c.parent_id is null`);
  }

  /** The same page of each comment's replies, the oldest first, in the order of the ids. */
  listReplies(parentIds: readonly string[], request: PageRequest): Promise<Page<CommentRecord>[]> {
    const page = new KeysetPage(request, REPLIES);
    return this.pages(page, parentIds, sql`c.parent_id = k.id`);
  }

  findByIds(ids: readonly string[]): Promise<CommentRecord[]> {
    return this.database.rows(
      sql<CommentRecord>`select ${commentColumns} from ${commentsWithAuthor} where c.id = any(${ids}::uuid[])`,
    );
  }

  /** As an edge of its list. */
  edgeOf(comment: CommentRecord): { cursor: string; node: CommentRecord } {
    return new KeysetPage({}, comment.parentId === null ? COMMENTS : REPLIES).of([comment]).edges[0]!;
  }

  private async pages(
    page: KeysetPage<CommentRecord>,
    ids: readonly string[],
    isOf: ReturnType<typeof sql>,
  ): Promise<Page<CommentRecord>[]> {
    const rows = await this.database.rows(sql<CommentRecord & { of: string }>`
      select k.id as "of", ${commentColumns} from unnest(${ids}::uuid[]) as k (id)
      cross join lateral (
        select * from comments c where ${isOf}${page.where} order by ${page.orderBy} limit ${page.limit}) c
      join users u on u.id = c.author_id order by ${page.orderBy}`);
    return ids.map((id) => page.of(rows.filter((row) => row.of === id)));
  }

  /** A comment, deleted or not, with its story's row locked. */
  private async locked(tx: Queryable, id: string): Promise<CommentRecord> {
    const uuid = uuidOf('comment', id, COMMENT_NOT_FOUND);
    const known = await tx.first(sql<{ postId: string }>`select post_id as "postId" from comments where id = ${uuid}`);
    if (known === undefined) throw notFound(COMMENT_NOT_FOUND);
    await lockPublicPost(tx, known.postId, COMMENT_NOT_FOUND);
    return kept(tx, uuid);
  }
}

const MADE_AND_DELETED = 'The comment that was posted with this idempotency key has been deleted.';
const STORY_GONE_SINCE =
  'A comment was posted with this idempotency key, and its story has been deleted or unpublished since.';

/** Undefined for a comment without a key, which is posted each time. */
function onceOnly(
  { id }: Viewer,
  { postId, parentId, body, idempotencyKey }: AddCommentInput,
): IdempotentCreate | undefined {
  if (idempotencyKey == null) return undefined;
  const payloadHash = hashPayload([postId, parentId ?? null, body]);
  return { mutation: 'addComment', userId: id, key: idempotencyKey, payloadHash };
}

function uuidOf(type: 'post' | 'comment', id: string, otherwise: string): string {
  const known = fromGlobalId(id);
  if (known?.type !== type) throw notFound(otherwise);
  return known.uuid;
}

async function lockPublicPost(tx: Queryable, id: string, otherwise = POST_NOT_FOUND): Promise<string> {
  const post = await tx.first(sql`select 1 from posts where id = ${id} and status = 'PUBLISHED' for no key update`);
  if (post === undefined) throw notFound(otherwise);
  return id;
}

const empty = (tx: Queryable, { id }: CommentRecord, reason: string | null): Promise<unknown> =>
  tx.rows(sql`
    update comments set body = '', body_html = '', edited_at = null, deleted_at = clock_timestamp(),
      removed_reason = ${reason}
    where id = ${id}`);

/** @throws AppError NOT_FOUND for what was deleted, its place kept or not. */
async function living(tx: Queryable, id: string, otherwise = COMMENT_NOT_FOUND): Promise<CommentRecord> {
  return asLiving(await kept(tx, id, otherwise), otherwise);
}

function asLiving(comment: CommentRecord, otherwise = COMMENT_NOT_FOUND): CommentRecord {
  if (comment.deletedAt !== null) throw notFound(otherwise);
  return comment;
}

async function kept(tx: Queryable, id: string, otherwise = COMMENT_NOT_FOUND): Promise<CommentRecord> {
  const comment = await tx.first(
    sql<CommentRecord>`select ${commentColumns} from ${commentsWithAuthor} where c.id = ${id}`,
  );
  if (comment === undefined) throw notFound(otherwise);
  return comment;
}

const log = (
  tx: Queryable,
  viewer: Viewer,
  action: 'REMOVE' | 'RESTORE',
  { id: subjectId, authorId, body: text }: CommentRecord,
  reason: string,
): Promise<string> => logModeration(tx, viewer, { action, subject: 'COMMENT', subjectId, authorId, text, reason });
