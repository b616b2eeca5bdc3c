import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '../../platform/database/index.js';
import { notFound } from '../../platform/errors/index.js';
import { type GraphqlContext, inOrder } from '../../platform/graphql/index.js';
import type { PlaceRecord } from './place.record.js';
import { canSee, POST_NOT_FOUND } from './post.policy.js';
import type { PostFields, PostRecord } from './post.record.js';
import { PostsReader } from './posts.reader.js';

interface Neighbours {
  previous?: PostRecord;
  next?: PostRecord;
}

@Injectable()
export class PostsLoaders {
  constructor(private readonly reader: PostsReader) {}

  /** The whole story, if the viewer may see it. */
  async byId(context: GraphqlContext, id: string): Promise<PostRecord | undefined> {
    const post = await context
      .loader<PostRecord>('posts.byId', async (ids) => inOrder(ids, await this.reader.findByIds(ids), ({ id }) => id))
      .load(id);
    return post && canSee(context.viewer, post) ? post : undefined;
  }

  /** The same after it was changed. @throws AppError NOT_FOUND when it has been hidden since. */
  async byIdAnew(context: GraphqlContext, id: string): Promise<PostRecord> {
    context.forget('posts.byId', id);
    const post = await this.byId(context, id);
    if (post === undefined) throw notFound(POST_NOT_FOUND);
    return post;
  }

  /** Where the viewer's own story happened, as they gave it. */
  async ownPlace(context: GraphqlContext, id: string): Promise<PlaceRecord | null> {
    const load = async (ids: readonly string[]) =>
      inOrder(ids, await this.reader.ownPlaces(context.viewer!, ids), (row) => row.id);
    const row = await context.loader<{ id: string; place: PlaceRecord | null }>('posts.ownPlace', load).load(id);
    return row?.place ?? null;
  }

  /** A page of a writer's stories: for all writers of a list that ask for the same page, one statement. */
  async byAuthor(
    context: GraphqlContext,
    authorId: string,
    page: PageRequest,
    fields: PostFields,
  ): Promise<Page<PostRecord>> {
    const name = `posts.byAuthor:${fields}:${JSON.stringify(page)}`;
    const load = (ids: readonly string[]) => this.reader.listByAuthors(ids, page, fields);
    return (await context.loader<Page<PostRecord>>(name, load).load(authorId))!;
  }

  /** A page of a tag's stories: likewise. */
  async byTag(
    context: GraphqlContext,
    tagId: string,
    page: PageRequest,
    fields: PostFields,
  ): Promise<Page<PostRecord>> {
    const name = `posts.byTag:${fields}:${JSON.stringify(page)}`;
    const load = (ids: readonly string[]) => this.reader.listByTags(ids, page, fields);
    return (await context.loader<Page<PostRecord>>(name, load).load(tagId))!;
  }

  async neighbours(context: GraphqlContext, id: string, fields: PostFields): Promise<Neighbours> {
    const loaded = await context
      .loader<Neighbours>(`posts.neighbours:${fields}`, async (ids) => {
        const rows = await this.reader.neighbours(ids, fields);
        return ids.map((key) => {
          const side = (name: string) => rows.find((row) => row.of === key && row.side === name);
          return { previous: side('previous'), next: side('next') };
        });
      })
      .load(id);
    return loaded ?? {};
  }
}
