import { Args, Context, ID, Info, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Public } from '../../platform/auth/index.js';
import {
  type Asked,
  AtMost,
  type GraphqlContext,
  NodeRegistry,
  PageArgs,
  PublicData,
  toGlobalId,
} from '../../platform/graphql/index.js';
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
  constructor(
    private readonly tagsService: TagsService,
    private readonly posts: PostsLoaders,
    loaders: TagsLoaders,
    nodes: NodeRegistry,
  ) {
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

  @Public()
  @PublicData()
  @AtMost(MOST_OF_AUTHOR)
  @Query(() => [TagType], {
    description: `The tags that a writer uses most in published stories, at most ${MOST_OF_AUTHOR}; none where nobody has that name.`,
  })
  tagsByAuthor(
    @Args('username', { type: () => String, description: 'The name of the writer.' }) username: string,
    @Context() context: GraphqlContext,
  ) {
    return this.tagsService.listByAuthor(username, MOST_OF_AUTHOR, context.lifetime?.cancellation);
  }

  @ResolveField('id', () => ID)
  globalId(tag: PostTagRecord): string {
    return toGlobalId('tag', tag.id);
  }

  @ResolveField('posts', () => PostConnection, { description: 'Published stories with this tag, newest first.' })
  postsOfTag(
    @Parent() tag: PostTagRecord,
    @Args() page: PageArgs,
    @Context() context: GraphqlContext,
    @Info() info: Asked,
  ) {
    return this.posts.byTag(context, tag.id, page, requestedFields(info));
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
