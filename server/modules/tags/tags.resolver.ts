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
    description: 'A tag by its slug or name; null when no published story has it.',
  })
  tag(@Args('slug', { type: () => String, description: 'Its slug or name.' }) slug: string) {
    return this.tagsService.findBySlug(slug);
  }

  @Public()
  @PublicData()
  @Query(() => TagConnection, {
    description: 'The most used first, then by slug; those without a published story are hidden.',
  })
  tags(@Args() page: PageArgs) {
    return this.tagsService.list(page);
  }

  @ResolveField('id', () => ID)
  globalId(tag: PostTagRecord): string {
    return toGlobalId('tag', tag.id);
  }

  @ResolveField('url', () => String, { description: 'The address of its page.' })
  urlOfTag({ slug }: PostTagRecord): string {
    return this.addresses.tag(slug);
  }

  @ResolveField('posts', () => PostConnection, { description: 'Published stories with this tag, newest first.' })
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
  @ResolveField('tags', () => [TagType], { description: 'At most 5, in the writer’s order.' })
  tagsOfPost(post: PostRecord): PostTagRecord[] {
    return post.tags!;
  }
}
