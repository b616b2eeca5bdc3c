import { Args, Context, ID, Info, Mutation, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { CurrentViewer, OwnLimit, Public, type Viewer } from '../../platform/auth/index.js';
import { Config } from '../../platform/config/index.js';
import {
  type Asked,
  type GraphqlContext,
  GreatestSize,
  idEnding,
  NodeRegistry,
  PageArgs,
  PublicData,
  toGlobalId,
} from '../../platform/graphql/index.js';
import { LIMITS } from '../../platform/limits.js';
import { absoluteHtml, currentHtml, type RenderedText, plainTextOf } from '../../platform/markdown/index.js';
import { PageAddresses } from '../../platform/page-addresses.js';
import { type UserRecord, UserType } from '../users/index.js';
import { requestedFields } from './requested-fields.js';
import { countryName, type PlaceRecord } from './place.record.js';
import { PlaceType } from './place.type.js';
import { canDelete, canEdit, isWriter } from './post.policy.js';
import type { PostRecord } from './post.record.js';
import {
  CreatePostInput,
  CreatePostPayload,
  DeletePostInput,
  DeletePostPayload,
  PostConnection,
  PostFilter,
  PostOrder,
  PostType,
  PublishPostInput,
  PublishPostPayload,
  RestorePostInput,
  RestorePostPayload,
  UnpublishPostInput,
  UnpublishPostPayload,
  UpdatePostInput,
  UpdatePostPayload,
} from './post.type.js';
import { PostsLoaders } from './posts.loaders.js';
import { PostsReader } from './posts.reader.js';
import { PostsService } from './posts.service.js';

@Resolver(() => PostType)
export class PostsResolver {
  constructor(
    private readonly posts: PostsService,
    private readonly reader: PostsReader,
    nodes: NodeRegistry,
    loaders: PostsLoaders,
  ) {
    nodes.register('post', 'Post', (uuid, context) => loaders.byId(context, uuid));
  }

  @Public()
  @PublicData()
  @Query(() => PostType, {
    nullable: true,
    description: 'A story by its slug; the viewer’s own draft by the end of its id. Null when there is none to see.',
  })
  post(
    @CurrentViewer() viewer: Viewer | undefined,
    @Args('slug', { type: () => String, description: 'As in the address of the story.' }) slug: string,
  ) {
    return this.reader.findBySlug(viewer, slug);
  }

  @Public()
  @PublicData()
  @Query(() => PostConnection, {
    name: 'posts',
    description: 'Published stories, newest first. An unknown tag or writer gives an empty page.',
  })
  publishedPosts(
    @Info() info: Asked,
    @Context() context: GraphqlContext,
    @Args() page: PageArgs,
    @Args('filter', { nullable: true, type: () => PostFilter, description: 'Which; all unless given.' })
    filter?: PostFilter,
    @Args('orderBy', { nullable: true, type: () => PostOrder, description: 'Newest first unless given.' })
    orderBy?: PostOrder,
  ) {
    return this.reader.list(page, requestedFields(info), filter, orderBy, context.lifetime?.cancellation);
  }

  @Mutation(() => CreatePostPayload, {
    nullable: true,
    description:
      'Begins a story: a draft, or published at once. With the same idempotencyKey it gives the first result. BAD_USER_INPUT with fields for what does not fit.',
  })
  async createPost(@CurrentViewer() viewer: Viewer, @Args('input') input: CreatePostInput) {
    return { post: await this.posts.create(viewer, input) };
  }

  @OwnLimit()
  @Mutation(() => UpdatePostPayload, {
    nullable: true,
    description:
      'Changes a story; its writer alone (FORBIDDEN, or NOT_FOUND where it cannot be seen). STALE_VERSION with currentVersion when it was saved elsewhere meanwhile; a retry of what is saved succeeds.',
  })
  async updatePost(@CurrentViewer() viewer: Viewer, @Args('input') input: UpdatePostInput) {
    return { post: await this.posts.update(viewer, input) };
  }

  @Mutation(() => PublishPostPayload, {
    nullable: true,
    description: 'Makes a story public; it needs a title and a text (BAD_USER_INPUT). Twice is once. STALE_VERSION.',
  })
  async publishPost(@CurrentViewer() viewer: Viewer, @Args('input') input: PublishPostInput) {
    return { post: await this.posts.publish(viewer, input) };
  }

  @Mutation(() => UnpublishPostPayload, {
    nullable: true,
    description: 'Takes a story back among the drafts; its slug and place in the lists are kept. Twice is once.',
  })
  async unpublishPost(@CurrentViewer() viewer: Viewer, @Args('input') { id }: UnpublishPostInput) {
    return { post: await this.posts.unpublish(viewer, id) };
  }

  @Mutation(() => DeletePostPayload, {
    nullable: true,
    description:
      'Deletes a story and all that hangs on it, for good: its writer. Takes it from the public with a reason, so that it is a draft that cannot be published again: moderators. A second time is NOT_FOUND.',
  })
  async deletePost(@CurrentViewer() viewer: Viewer, @Args('input') input: DeletePostInput) {
    await this.posts.delete(viewer, input);
    return { deletedId: input.id };
  }

  @Mutation(() => RestorePostPayload, {
    nullable: true,
    description:
      'Makes a story public again that a moderator took from the public, and tells its writer. Moderators only (`FORBIDDEN`). Fails with `NOT_FOUND` if it was not removed.',
  })
  async restorePost(@CurrentViewer() viewer: Viewer, @Args('input') input: RestorePostInput) {
    return { post: await this.posts.restore(viewer, input) };
  }
}

/**
 * What is computed for each story. Without Nest's decorators of parameters these are called as GraphQL calls a resolver: a
 * list has a hundred such fields, and Nest's way to each is a dozen promises.
 */
@Resolver(() => PostType)
export class PostFieldsResolver {
  private readonly addresses: PageAddresses;

  constructor(
    private readonly loaders: PostsLoaders,
    private readonly config: Config,
  ) {
    this.addresses = new PageAddresses(config.appOrigin);
  }

  @ResolveField('id', () => ID)
  globalId(post: PostRecord): string {
    return toGlobalId('post', post.id);
  }

  @ResolveField('slug', () => String, {
    description: 'Made at the first publication and kept for ever; a draft’s is the end of its id.',
  })
  slugOfPost(post: PostRecord): string {
    return post.slug ?? idEnding(post.id);
  }

  @GreatestSize(LIMITS.text.bodyHtmlBytes)
  @ResolveField('bodyHtml', () => String, {
    description:
      'The body as safe HTML, rendered and sanitised by the server. Addresses are absolute. A picture from another site is a link to it, with the class `outside-picture` and the site’s name in `small`: it loads nothing.',
  })
  bodyHtmlOfPost(post: PostRecord): string {
    return absoluteHtml(currentHtml(post as RenderedText), this.config.appOrigin);
  }

  @ResolveField('url', () => String, { description: 'The address of its page; a draft’s opens for its writer alone.' })
  urlOfPost(post: PostRecord): string {
    return this.addresses.post(this.slugOfPost(post));
  }

  @GreatestSize(LIMITS.text.bodyHtmlBytes)
  @ResolveField('bodyText', () => String, {
    description:
      'The body as plain text, without marks and addresses, with the descriptions of pictures; a blank line between paragraphs.',
  })
  textOfPost(post: PostRecord): string {
    return plainTextOf(currentHtml(post as RenderedText));
  }

  @ResolveField('author', () => UserType, { description: 'Who wrote it.' })
  authorOfPost(post: PostRecord): UserRecord {
    return post.author!;
  }

  @ResolveField('place', () => PlaceType, {
    nullable: true,
    description:
      'Where it happened: for the writer as it was given, for others no more precisely than the writer allows.',
  })
  async placeOfPost(post: PostRecord, _args: object, context: GraphqlContext): Promise<PlaceType | null> {
    if (post.place === null) return null;
    if (!isWriter(context.viewer, post)) return named(post.place!);
    const own = await this.loaders.ownPlace(context, post.id);
    return own && named(own);
  }

  @ResolveField('viewerCanEdit', () => Boolean, { description: 'The writer alone.' })
  viewerCanEdit(post: PostRecord, _args: object, { viewer }: GraphqlContext): boolean {
    return canEdit(viewer, post);
  }

  @ResolveField('viewerCanDelete', () => Boolean, { description: 'Whether deletePost would accept it.' })
  viewerCanDelete(post: PostRecord, _args: object, { viewer }: GraphqlContext): boolean {
    return canDelete(viewer, post);
  }

  @ResolveField('previousByAuthor', () => PostType, {
    nullable: true,
    description: 'The same writer’s published story before this one.',
  })
  async previousByAuthor(post: PostRecord, _args: object, context: GraphqlContext, info: Asked) {
    return (await this.loaders.neighbours(context, post.id, requestedFields(info))).previous;
  }

  @ResolveField('nextByAuthor', () => PostType, {
    nullable: true,
    description: 'The same writer’s published story after this one.',
  })
  async nextByAuthor(post: PostRecord, _args: object, context: GraphqlContext, info: Asked) {
    return (await this.loaders.neighbours(context, post.id, requestedFields(info))).next;
  }
}

const named = (place: PlaceRecord): PlaceType => ({ ...place, name: place.name ?? countryName(place.countryCode) });
