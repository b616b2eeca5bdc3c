import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../platform/auth/index.js';
import { Database, type Queryable, sql, SWEEP_BATCH, Sweeper } from '../../platform/database/index.js';
import {
  badInput,
  conflict,
  type FieldProblem,
  forbidden,
  isBlank,
  notFound,
  staleVersion,
  unauthenticated,
  unavailable,
} from '../../platform/errors/index.js';
import { fromGlobalId, idEnding, newId } from '../../platform/graphql/index.js';
import type { TagName } from '../../platform/input/tag-names.js';
import { derive, RENDERING } from '../../platform/markdown/index.js';
import { Community } from '../../platform/observability/index.js';
import { WriteLimits } from '../../platform/rate-limit/index.js';
import { Realtime } from '../../platform/realtime/index.js';
import { logModeration, NOT_ONES_OWN, removalReason, removedText, restorationReason } from '../moderation/index.js';
import { UsersService } from '../users/index.js';
import { deleteAttached, hasManyAttached } from './attached-rows.js';
import { DraftsWriter, type NewDraft } from './drafts.writer.js';
import { claim, hashPayload, type IdempotentCreate, madeWith, takeTurns } from './idempotency.js';
import { ownPlace, type PlaceRecord } from './place.record.js';
import type { PlaceInput } from './place.type.js';
import { canEdit, canSee, isWriter, POST_NOT_FOUND } from './post.policy.js';
import { type PostRecord, wholePostColumns } from './post.record.js';
import type {
  CreatePostInput,
  DeletePostInput,
  PublishPostInput,
  RestorePostInput,
  UpdatePostInput,
} from './post.type.js';
import { slugsFor } from './slug.js';
import { tagNames } from './tag-names.js';

/**
 * Each mutation is one transaction that locks the writer's row first, then the story, then tags by id: one order for all, so
 * that no two wait for each other. A first save (`DraftsWriter`) takes its key first and shares the writer's row, which no
 * transaction here forbids. A publication is counted before any row is locked: no row waits for the counter.
 */
@Injectable()
export class PostsService {
  constructor(
    private readonly database: Database,
    private readonly drafts: DraftsWriter,
    private readonly realtime: Realtime,
    private readonly limits: WriteLimits,
    private readonly users: UsersService,
    private readonly community: Community,
    sweeper: Sweeper,
  ) {
    sweeper.add(sql`
      delete from idempotency_keys where (user_id, mutation, key) in (
        select user_id, mutation, key from idempotency_keys where created_at < now() - interval '24 hours'
        limit ${SWEEP_BATCH} for update skip locked)
      returning key`);
  }

  /**
   * @throws AppError BAD_USER_INPUT, RATE_LIMITED; of a repeated key CONFLICT with another payload, NOT_FOUND when its story
   * has been deleted.
   */
  async create(viewer: Viewer, input: CreatePostInput): Promise<PostRecord> {
    const tags = tagNames(input.tags);
    if (input.publish) assertPublishable(input);
    const place = wholePlace(input.place);
    const text = derive(input.body, await this.mentionedIn(input.body));
    const id = newId();
    const draft: NewDraft = {
      ...{ id, authorId: viewer.id, title: input.title, body: input.body, place: place ?? null },
      ...{ bodyHtml: text.html, excerpt: text.excerpt, readingMinutes: text.minutes },
    };
    const once = onceOnly(viewer, input, tags);
    // The editor's first save.
    if (tags.length === 0 && !input.publish) {
      const saved = await this.drafts.save(draft, once ?? null, viewer.request);
      if (saved !== undefined) return saved;
    }
    const { post, isNew } = await this.database.transaction(async (tx) => {
      if (input.publish) {
        const made = once && (await madeWith(tx, once));
        if (made !== undefined) return { post: await whole(tx, made, MADE_AND_DELETED), isNew: false };
        await this.limits.publication(viewer.id);
      }
      await lockWriter(tx, viewer.id);
      const earlier = once && (await claim(tx, once, id));
      if (earlier !== undefined) return { post: await whole(tx, earlier, MADE_AND_DELETED), isNew: false };
      await this.drafts.insert(tx, draft);
      if (tags.length > 0) await setTags(tx, id, tags, false);
      if (input.publish) await publishRow(tx, id, input.title);
      return { post: await whole(tx, id), isNew: true };
    }, viewer.request);
    if (isNew) await this.announceNew(post);
    return post;
  }

  /** @throws AppError NOT_FOUND, FORBIDDEN, BAD_USER_INPUT, STALE_VERSION, RATE_LIMITED. */
  async update(viewer: Viewer, input: UpdatePostInput): Promise<PostRecord> {
    await this.limits.autosave(viewer.id, fromGlobalId(input.id)?.uuid ?? '');
    const tags = input.tags == null ? undefined : tagNames(input.tags);
    const place = wholePlace(input.place);
    const mentioned = await this.mentionedIn(input.body ?? '');
    const { post, hasMoved } = await this.database.transaction(async (tx) => {
      const post = await this.editable(tx, viewer, input.id);
      const title = input.title ?? post.title;
      const body = input.body ?? post.body!;
      const sameTags = tags === undefined || sameSlugs(tags, post.tags!);
      const movesTo = place === undefined || (await isAt(tx, post.id, place)) ? undefined : place;
      if (title === post.title && body === post.body && sameTags && movesTo === undefined)
        return { post, hasMoved: false };
      const isExpected = (input.expectedStatus ?? post.status) === post.status;
      if (input.version !== post.version || !isExpected) throw staleVersion(post.version);
      if (post.status === 'PUBLISHED') assertPublishable({ title, body });
      const rendered = input.body == null ? undefined : derive(input.body, mentioned);
      await tx.rows(sql`
        update posts set title = ${title}, body = ${body}, body_html = coalesce(${rendered?.html ?? null}, body_html),
          rendering = case when ${rendered !== undefined} then ${RENDERING} else rendering end,
          excerpt = coalesce(${rendered?.excerpt ?? null}, excerpt),
          reading_minutes = coalesce(${rendered?.minutes ?? null}::int, reading_minutes),
          version = version + 1, updated_at = clock_timestamp()
        where id = ${post.id}`);
      if (movesTo !== undefined) await move(tx, post.id, movesTo);
      if (tags !== undefined && !sameTags) await setTags(tx, post.id, tags, post.status === 'PUBLISHED');
      return { post: await whole(tx, post.id), hasMoved: movesTo !== undefined && post.status === 'PUBLISHED' };
    }, viewer.request);
    if (hasMoved) await this.realtime.publish('post.moved', { postId: post.id });
    return post;
  }

  /**
   * Publishing what is public already succeeds.
   * @throws AppError NOT_FOUND, FORBIDDEN, BAD_USER_INPUT, STALE_VERSION, RATE_LIMITED.
   */
  async publish(viewer: Viewer, input: PublishPostInput): Promise<PostRecord> {
    const { post, isNew } = await this.database.transaction(async (tx) => {
      const id = uuidOf(input.id);
      await takeTurns(tx, id);
      const seen = editableBy(viewer, await whole(tx, id));
      if (!isToBePublished(seen, input)) return { post: seen, isNew: false };
      await this.limits.publication(viewer.id);
      const post = await this.editable(tx, viewer, input.id);
      if (!isToBePublished(post, input)) return { post, isNew: false };
      await lockTags(tx, post.id);
      await publishRow(tx, post.id, post.title);
      return { post: await whole(tx, post.id), isNew: true };
    }, viewer.request);
    if (isNew) await this.announceNew(post);
    return post;
  }

  /** Unpublishing a draft succeeds. @throws AppError NOT_FOUND, FORBIDDEN. */
  async unpublish(viewer: Viewer, id: string): Promise<PostRecord> {
    const post = await this.database.transaction(async (tx) => {
      const known = await this.editable(tx, viewer, id);
      if (known.status === 'DRAFT') return known;
      await lockTags(tx, known.id);
      await tx.rows(sql`update posts set status = 'DRAFT', updated_at = clock_timestamp() where id = ${known.id}`);
      return whole(tx, known.id);
    }, viewer.request);
    await this.realtime.publish('post.hidden', { postId: post.id });
    return post;
  }

  /**
   * The writer's own goes for good; a moderator takes it from the public, so that it is a draft that stays one.
   * @throws AppError NOT_FOUND, FORBIDDEN, BAD_USER_INPUT for a moderator without a reason.
   */
  async delete(viewer: Viewer, { id, reason }: DeletePostInput): Promise<void> {
    const uuid = uuidOf(id);
    if (await hasManyAttached(this.database, viewer.id, uuid)) {
      await this.unpublish(viewer, id);
      await deleteAttached(this.database, uuid, viewer.request);
    }
    const { postId, logged } = await this.database.transaction(async (tx) => {
      const seen = await whole(tx, uuid);
      if (!canSee(viewer, seen)) throw notFound(POST_NOT_FOUND);
      await lockWriter(tx, seen.authorId);
      const post = await this.locked(tx, viewer, id);
      await lockTags(tx, post.id);
      if (isWriter(viewer, post)) {
        await tx.rows(sql`delete from post_tags where post_id = ${post.id}`);
        await tx.rows(sql`delete from posts where id = ${post.id}`);
        return { postId: post.id, logged: undefined };
      }
      const said = removalReason(viewer, reason, 'Only the writer can do that.');
      await tx.rows(sql`
        update posts set status = 'DRAFT', removed_reason = ${said}, updated_at = clock_timestamp()
        where id = ${post.id}`);
      return { postId: post.id, logged: await log(tx, viewer, 'REMOVE', post, said) };
    }, viewer.request);
    await this.realtime.publish('post.hidden', { postId });
    if (logged !== undefined) await this.realtime.publish('moderation.logged', { id: logged });
  }

  /**
   * Makes public again what a moderator took from the public, at its old place. A story that is public already succeeds.
   * @throws AppError FORBIDDEN for whoever is no moderator; NOT_FOUND for what is missing or was not removed; BAD_USER_INPUT
   * without a reason; CONFLICT when the writer has changed it since, for nobody but them has seen that.
   */
  async restore(viewer: Viewer, { id, reason }: RestorePostInput): Promise<PostRecord> {
    const said = restorationReason(viewer, reason);
    const { post, logged } = await this.database.transaction(async (tx) => {
      const seen = await whole(tx, uuidOf(id));
      await lockWriter(tx, seen.authorId);
      const post = await lockedRow(tx, seen.id);
      if (post?.status === 'PUBLISHED') return { post, logged: undefined };
      if (post?.removedReason == null) throw notFound(POST_NOT_FOUND);
      if (isWriter(viewer, post)) throw forbidden(NOT_ONES_OWN);
      if ((await removedText(tx, post.id)) !== textOf(post))
        throw conflict([{ path: 'input.id', message: 'The writer has changed this story since it was removed.' }]);
      await lockTags(tx, post.id);
      await tx.rows(sql`update posts set removed_reason = null where id = ${post.id}`);
      await publishRow(tx, post.id, post.title);
      const logged = await log(tx, viewer, 'RESTORE', post, said);
      return { post: await whole(tx, post.id), logged };
    }, viewer.request);
    if (logged !== undefined) {
      await this.announce(post);
      await this.realtime.publish('moderation.logged', { id: logged });
    }
    return post;
  }

  /** The usernames of the people whom a text mentions. */
  private async mentionedIn(body: string): Promise<string[]> {
    const people = await this.users.findMentioned(body);
    return people.map(({ username }) => username);
  }

  private async editable(tx: Queryable, viewer: Viewer, id: string): Promise<PostRecord> {
    await lockWriter(tx, viewer.id);
    return editableBy(viewer, await this.locked(tx, viewer, id));
  }

  /** The story, with its row locked: the same NOT_FOUND for what is missing and what is hidden. */
  private async locked(tx: Queryable, viewer: Viewer, id: string): Promise<PostRecord> {
    const post = await lockedRow(tx, uuidOf(id));
    if (post === undefined || !canSee(viewer, post)) throw notFound(POST_NOT_FOUND);
    return post;
  }

  /** What its writer has just made, or just published. */
  private async announceNew(post: PostRecord): Promise<void> {
    if (post.status === 'PUBLISHED') this.community.storiesPublished += 1;
    await this.announce(post);
  }

  private async announce(post: PostRecord): Promise<void> {
    if (post.status === 'PUBLISHED')
      await this.realtime.publish('post.published', { postId: post.id, authorId: post.authorId });
  }
}

const MADE_AND_DELETED = 'The story that was created with this idempotency key has been deleted.';

/** Undefined for a create without a key, which happens each time. */
function onceOnly(
  { id }: Viewer,
  { title, body, place, publish, idempotencyKey }: CreatePostInput,
  tags: readonly TagName[],
): IdempotentCreate | undefined {
  if (idempotencyKey == null) return undefined;
  const { name, countryCode, latitude, longitude, precision } = place ?? {};
  const payloadHash = hashPayload([
    ...[title, body, tags.map(({ slug }) => slug), publish],
    ...[name, countryCode, latitude, longitude, precision],
  ]);
  return { mutation: 'createPost', userId: id, key: idempotencyKey, payloadHash };
}

/** @throws AppError NOT_FOUND for what is hidden, FORBIDDEN for what is somebody else's. */
function editableBy(viewer: Viewer, post: PostRecord): PostRecord {
  if (!canSee(viewer, post)) throw notFound(POST_NOT_FOUND);
  if (!canEdit(viewer, post)) throw forbidden('Only the writer can do that.');
  return post;
}

/** @throws AppError FORBIDDEN, BAD_USER_INPUT or STALE_VERSION for a draft that cannot be. */
function isToBePublished(post: PostRecord, { version }: PublishPostInput): boolean {
  if (post.status === 'PUBLISHED') return false;
  if (post.removedReason !== null)
    throw forbidden(`A moderator removed this story, and it cannot be published again: ${post.removedReason}`);
  if (version !== post.version) throw staleVersion(post.version);
  assertPublishable({ title: post.title, body: post.body! });
  return true;
}

function assertPublishable({ title, body }: { title: string; body: string }): void {
  const problems: FieldProblem[] = [];
  if (isBlank(title)) problems.push({ path: 'input.title', message: 'A story needs a title before it is published.' });
  if (isBlank(body)) problems.push({ path: 'input.body', message: 'A story needs a text before it is published.' });
  if (problems.length > 0) throw badInput(problems);
}

/** @throws AppError BAD_USER_INPUT for half a pair of coordinates. */
function wholePlace(place: PlaceInput | null | undefined): PlaceRecord | null | undefined {
  if (place == null) return place;
  const { name, countryCode, latitude = null, longitude = null, precision } = place;
  if ((latitude === null) !== (longitude === null))
    throw badInput([{ path: 'input.place', message: 'A place has both coordinates or neither.' }]);
  return { name, countryCode, latitude, longitude, precision };
}

async function isAt(tx: Queryable, id: string, place: PlaceRecord | null): Promise<boolean> {
  const row = await tx.first(
    sql<{ place: PlaceRecord | null }>`select ${ownPlace} as place from posts p where p.id = ${id}`,
  );
  const known = row?.place ?? null;
  if (known === null || place === null) return known === place;
  return (Object.keys(place) as (keyof PlaceRecord)[]).every((key) => place[key] === known[key]);
}

const move = (tx: Queryable, id: string, place: PlaceRecord | null): Promise<unknown> =>
  tx.rows(sql`
    update posts set place_name = ${place?.name ?? null}, place_country_code = ${place?.countryCode ?? null},
      place_latitude = ${place?.latitude ?? null}, place_longitude = ${place?.longitude ?? null},
      place_precision = ${place?.precision ?? null}
    where id = ${id}`);

const sameSlugs = (a: readonly TagName[], b: readonly { slug: string }[]): boolean =>
  a.length === b.length && a.every((tag, i) => tag.slug === b[i]!.slug);

const noAccount = () => unauthenticated('This account no longer exists.');

function uuidOf(id: string): string {
  const known = fromGlobalId(id);
  if (known?.type !== 'post') throw notFound(POST_NOT_FOUND);
  return known.uuid;
}

async function lockWriter(tx: Queryable, id: string): Promise<void> {
  const row = await tx.first(sql`select 1 from users where id = ${id} for no key update`);
  if (row === undefined) throw noAccount();
}

const lockTags = (tx: Queryable, postId: string): Promise<unknown> =>
  tx.rows(sql`
    select 1 from tags where id in (select tag_id from post_tags where post_id = ${postId})
    order by id for no key update`);

const lockedRow = (tx: Queryable, id: string): Promise<PostRecord | undefined> =>
  tx.first(sql<PostRecord>`select ${wholePostColumns} from posts p where p.id = ${id} for update of p`);

const log = (
  tx: Queryable,
  viewer: Viewer,
  action: 'REMOVE' | 'RESTORE',
  { id: subjectId, authorId, title, body }: PostRecord,
  reason: string,
): Promise<string> =>
  logModeration(tx, viewer, { action, subject: 'POST', subjectId, authorId, text: textOf({ title, body }), reason });

/** As the log of moderation has it. */
const textOf = ({ title, body }: Pick<PostRecord, 'title' | 'body'>): string => `${title}\n\n${body!}`;

async function whole(tx: Queryable, id: string, otherwise = POST_NOT_FOUND): Promise<PostRecord> {
  const post = await tx.first(sql<PostRecord>`select ${wholePostColumns} from posts p where p.id = ${id}`);
  if (post === undefined) throw notFound(otherwise);
  return post;
}

/** The first published spelling of a tag is its name; a draft's is kept beside it until then. */
const nameTags = (tx: Queryable, postId: string): Promise<unknown> =>
  tx.rows(sql`
    update tags t set name = x.name from post_tags x
    where x.post_id = ${postId} and x.tag_id = t.id and t.post_count = 0 and x.name is not null`);

async function setTags(tx: Queryable, postId: string, tags: readonly TagName[], isPublic: boolean): Promise<void> {
  const slugs = tags.map((tag) => tag.slug);
  const names = tags.map((tag) => tag.name);
  if (tags.length > 0)
    await tx.rows(sql`
      insert into tags (id, slug, name)
      select * from unnest(${tags.map(newId)}::uuid[], ${slugs}::text[], ${names}::text[]) as t (id, slug, name)
      order by t.slug on conflict (slug) do nothing`);
  await tx.rows(sql`
    select 1 from tags
    where slug = any(${slugs}::text[]) or id in (select tag_id from post_tags where post_id = ${postId})
    order by id for no key update`);
  await tx.rows(sql`delete from post_tags where post_id = ${postId}`);
  const kept = await tx.rows(sql`
    insert into post_tags (post_id, tag_id, position, name)
    select ${postId}::uuid, t.id, s.position - 1, s.name
    from unnest(${slugs}::text[], ${names}::text[]) with ordinality as s (slug, name, position)
    join tags t on t.slug = s.slug order by t.id returning tag_id`);
  // A tag that nobody used was swept away between the two statements.
  if (kept.length < tags.length) throw unavailable();
  if (!isPublic) return;
  await nameTags(tx, postId);
  await tx.rows(sql`
    update post_tags x set published_at = p.published_at from posts p where p.id = x.post_id and p.id = ${postId}`);
}

/**
 * The first publication makes the slug and the place in the lists; later ones return to it. The locks keep two stories
 * from choosing the same slug.
 */
async function publishRow(tx: Queryable, id: string, title: string): Promise<void> {
  const slugs = slugsFor(title, id);
  await tx.rows(sql`
    select pg_advisory_xact_lock(key) from (
      select distinct hashtextextended(slug, 0) as key from unnest(${slugs}::text[]) as slug order by key) as keys`);
  const taken = await tx.rows(
    sql<{ slug: string }>`select slug from posts where slug = any(${slugs}::text[]) and id <> ${id}`,
  );
  await nameTags(tx, id);
  // A new id is nobody's slug yet: for a title whose slugs are all taken, which takes some malice.
  const free = slugs.find((slug) => !taken.some((row) => row.slug === slug)) ?? idEnding(newId());
  await tx.rows(sql`
    update posts set status = 'PUBLISHED', slug = coalesce(slug, ${free}::text),
      published_at = coalesce(published_at, clock_timestamp()), updated_at = clock_timestamp()
    where id = ${id}`);
}
