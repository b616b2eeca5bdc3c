import { Args, Context, ID, Info, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Public } from '../../platform/auth/index.js';
import { Config } from '../../platform/config/index.js';
import {
  type Asked,
  AtMost,
  type GraphqlContext,
  NodeRegistry,
  PageArgs,
  PublicData,
  toGlobalId,
} from '../../platform/graphql/index.js';
import { PageAddresses } from '../../platform/page-addresses.js';
import {
  requestedFields,
  PostConnection,
  type PostRecord,
  type PostTagRecord,
  PostsLoaders,
  PostType,
} from '../posts/index.js';
import { TagConnection, TagType } from './tag.type.js';
import { TagsLoaders } from './tags.loaders.js';
import { TagsService } from './tags.service.js';

/** As many as a look takes in. */
const MOST_OF_AUTHOR = 8;

@Resolver(() => TagType)
export class TagsResolver {
  private readonly addresses: PageAddresses;

  constructor(
    private readonly tagsService: TagsService,
    private readonly posts: PostsLoaders,
    loaders: TagsLoaders,
    nodes: NodeRegistry,
    config: Config,
  ) {
    this.addresses = new PageAddresses(config.appOrigin);
    nodes.register('tag', 'Tag', (uuid, context) => loaders.byId(context, uuid));
  }

  @Public()
  @PublicData()
  @Query(() => TagType, {
    nullable: true,
    description: 'The tag with this slug or name, or `null` if no published story has it.',
  })
  tag(@Args('slug', { type: () => String, description: 'The slug or name of the tag.' }) slug: string) {
    return this.tagsService.findBySlug(slug);
  }

  @Public()
  @PublicData()
  @Query(() => TagConnection, {
    description: 'The tags of published stories, those with the most stories first, then by slug.',
  })
  tags(@Args() page: PageArgs) {
    return this.tagsService.list(page);
  }

  @Public()
  @PublicData()
  @AtMost(MOST_OF_AUTHOR)
  @Query(() => [TagType], {
    description: `The tags that an author uses most in published stories (at most ${MOST_OF_AUTHOR}), most used first. Empty if the user does not exist.`,
  })
  tagsByAuthor(
    @Args('username', { type: () => String, description: 'The username of the author.' }) username: string,
    @Context() context: GraphqlContext,
  ) {
    return this.tagsService.listByAuthor(username, MOST_OF_AUTHOR, context.lifetime?.cancellation);
  }

  @ResolveField('id', () => ID)
  globalId(tag: PostTagRecord): string {
    return toGlobalId('tag', tag.id);
  }

  @ResolveField('url', () => String, { description: 'The URL of the page of the tag.' })
  urlOfTag({ slug }: PostTagRecord): string {
    return this.addresses.tag(slug);
  }

  @ResolveField('posts', () => PostConnection, { description: 'The published stories with this tag, newest first.' })
  async postsOfTag(
    @Parent() tag: PostTagRecord,
    @Args() page: PageArgs,
    @Context() context: GraphqlContext,
    @Info() info: Asked,
  ) {
    const stories = await this.posts.byTag(context, tag.id, page, requestedFields(info));
    return Object.assign(stories, { totalCount: tag.postCount });
  }
}

@Resolver(() => PostType)
export class PostTagsResolver {
  @AtMost(5)
  @ResolveField('tags', () => [TagType], {
    description: 'The tags of the story, in the order in which the author gave them (at most 5).',
  })
  tagsOfPost(post: PostRecord): PostTagRecord[] {
    return post.tags!;
  }
}
