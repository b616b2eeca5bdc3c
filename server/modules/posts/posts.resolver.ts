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
    description: 'The story with this slug, or `null` if it does not exist or is not visible to the viewer.',
  })
  post(
    @CurrentViewer() viewer: Viewer | undefined,
    @Args('slug', {
      type: () => String,
      description: 'The slug of the story, which is part of its URL. Case-insensitive.',
    })
    slug: string,
  ) {
    return this.reader.findBySlug(viewer, slug);
  }

  @Public()
  @PublicData()
  @Query(() => PostConnection, {
    name: 'posts',
    description:
      'The published stories, newest first by default. Empty if a tag or the author in the filter does not exist.',
  })
  publishedPosts(
    @Info() info: Asked,
    @Context() context: GraphqlContext,
    @Args() page: PageArgs,
    @Args('filter', {
      nullable: true,
      type: () => PostFilter,
      description: 'Returns only stories that match this filter.',
    })
    filter?: PostFilter,
    @Args('orderBy', {
      nullable: true,
      type: () => PostOrder,
      description: 'The order of the stories. Defaults to newest first.',
    })
    orderBy?: PostOrder,
  ) {
    return this.reader.list(page, requestedFields(info), filter, orderBy, context.lifetime?.cancellation);
  }

  @Mutation(() => CreatePostPayload, {
    nullable: true,
    description:
      'Creates a story, as a draft or published. Fails with `BAD_USER_INPUT` if a story to be published has no title or body.',
  })
  async createPost(@CurrentViewer() viewer: Viewer, @Args('input') input: CreatePostInput) {
    return { post: await this.posts.create(viewer, input) };
  }

  @OwnLimit()
  @Mutation(() => UpdatePostPayload, {
    nullable: true,
    description:
      'Updates a story. Succeeds without a change if the story already has the given values. Fails with `STALE_VERSION` if `version` is not the current version, which is in `extensions.currentVersion` of the error, with `FORBIDDEN` if the viewer is not the author, and with `NOT_FOUND` if the story does not exist or is not visible to the viewer.',
  })
  async updatePost(@CurrentViewer() viewer: Viewer, @Args('input') input: UpdatePostInput) {
    return { post: await this.posts.update(viewer, input) };
  }

  @Mutation(() => PublishPostPayload, {
    nullable: true,
    description:
      'Publishes a draft. Succeeds without a change if the story is already published. Fails with `BAD_USER_INPUT` if the story has no title or body, with `STALE_VERSION` if `version` is not the current version, with `FORBIDDEN` if the viewer is not the author or a moderator removed the story, and with `NOT_FOUND` if the story does not exist or is not visible to the viewer.',
  })
  async publishPost(@CurrentViewer() viewer: Viewer, @Args('input') input: PublishPostInput) {
    return { post: await this.posts.publish(viewer, input) };
  }

  @Mutation(() => UnpublishPostPayload, {
    nullable: true,
    description:
      'Turns a published story into a draft, which keeps its slug and `publishedAt`. Succeeds without a change if the story is already a draft. Fails with `FORBIDDEN` if the viewer is not the author and with `NOT_FOUND` if the story does not exist or is not visible to the viewer.',
  })
  async unpublishPost(@CurrentViewer() viewer: Viewer, @Args('input') { id }: UnpublishPostInput) {
    return { post: await this.posts.unpublish(viewer, id) };
  }

  @Mutation(() => DeletePostPayload, {
    nullable: true,
    description:
      'Permanently deletes one of the viewer’s stories with its comments, likes and bookmarks. If a moderator calls it for the story of another user, it removes the story instead: the story becomes a draft that its author cannot publish again, and the author is notified. Fails with `NOT_FOUND` if the story does not exist or is not visible to the viewer, with `FORBIDDEN` if the viewer is neither the author nor a moderator, and with `BAD_USER_INPUT` if a moderator gives no reason.',
  })
  async deletePost(@CurrentViewer() viewer: Viewer, @Args('input') input: DeletePostInput) {
    await this.posts.delete(viewer, input);
    return { deletedId: input.id };
  }

  @Mutation(() => RestorePostPayload, {
    nullable: true,
    description:
      'Publishes a story again that a moderator removed, and notifies its author. Succeeds without a change if the story is published. Fails with `FORBIDDEN` if the viewer is not a moderator or is the author of the story, with `NOT_FOUND` if the story does not exist or was not removed, with `CONFLICT` if the author has changed it since, and with `BAD_USER_INPUT` if there is no reason.',
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
    description:
      'The slug, which is part of the URL. It is set at the first publication and never changes; before that, it is the last 26 characters of the ID.',
  })
  slugOfPost(post: PostRecord): string {
    return post.slug ?? idEnding(post.id);
  }

  @GreatestSize(LIMITS.text.bodyHtmlBytes)
  @ResolveField('bodyHtml', () => String, {
    description:
      'The body as safe HTML. URLs are absolute, except for links within the story. Instead of a picture from another site, which would be loaded from there, it contains a link with the class `outside-picture` and the name of the site in a `small` element.',
  })
  bodyHtmlOfPost(post: PostRecord): string {
    return absoluteHtml(currentHtml(post as RenderedText), this.config.appOrigin);
  }

  @ResolveField('url', () => String, {
    description: 'The URL of the page of the story. Only the author can open the page of a draft.',
  })
  urlOfPost(post: PostRecord): string {
    return this.addresses.post(this.slugOfPost(post));
  }

  @GreatestSize(LIMITS.text.bodyHtmlBytes)
  @ResolveField('bodyText', () => String, {
    description:
      'The body as plain text, without formatting and link addresses, but with the descriptions of pictures. Blank lines separate paragraphs.',
  })
  textOfPost(post: PostRecord): string {
    return plainTextOf(currentHtml(post as RenderedText));
  }

  @ResolveField('author', () => UserType, { description: 'The user who wrote the story.' })
  authorOfPost(post: PostRecord): UserRecord {
    return post.author!;
  }

  @ResolveField('place', () => PlaceType, {
    nullable: true,
    description:
      'The place where the story happened, or `null` if there is none. The author sees it as given; other users see it as precisely as the author allows.',
  })
  async placeOfPost(post: PostRecord, _args: object, context: GraphqlContext): Promise<PlaceType | null> {
    if (post.place === null) return null;
    if (!isWriter(context.viewer, post)) return named(post.place!);
    const own = await this.loaders.ownPlace(context, post.id);
    return own && named(own);
  }

  @ResolveField('viewerCanEdit', () => Boolean, {
    description: 'Whether the viewer can edit the story. Only the author can.',
  })
  viewerCanEdit(post: PostRecord, _args: object, { viewer }: GraphqlContext): boolean {
    return canEdit(viewer, post);
  }

  @ResolveField('viewerCanDelete', () => Boolean, {
    description: 'Whether the viewer can delete or remove the story with `deletePost`.',
  })
  viewerCanDelete(post: PostRecord, _args: object, { viewer }: GraphqlContext): boolean {
    return canDelete(viewer, post);
  }

  @ResolveField('previousByAuthor', () => PostType, {
    nullable: true,
    description: 'The story that the author published before this one, or `null` if there is none.',
  })
  async previousByAuthor(post: PostRecord, _args: object, context: GraphqlContext, info: Asked) {
    return (await this.loaders.neighbours(context, post.id, requestedFields(info))).previous;
  }

  @ResolveField('nextByAuthor', () => PostType, {
    nullable: true,
    description: 'The story that the author published after this one, or `null` if there is none.',
  })
  async nextByAuthor(post: PostRecord, _args: object, context: GraphqlContext, info: Asked) {
    return (await this.loaders.neighbours(context, post.id, requestedFields(info))).next;
  }
}

const named = (place: PlaceRecord): PlaceType => ({ ...place, name: place.name ?? countryName(place.countryCode) });
