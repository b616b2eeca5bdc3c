import { Args, Context, Info, Int, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { CurrentViewer, type Viewer } from '../../platform/auth/index.js';
import { type Asked, type GraphqlContext, PageArgs } from '../../platform/graphql/index.js';
import { PostConnection, type PostRecord, PostsLoaders, PostType, requestedFields } from '../posts/index.js';
import { ViewerType } from '../users/index.js';
import { SetLikeInput, SetLikePayload } from './like.type.js';
import { LikesService } from './likes.service.js';

@Resolver(() => PostType)
export class LikesResolver {
  constructor(
    private readonly likes: LikesService,
    private readonly posts: PostsLoaders,
  ) {}

  @Mutation(() => SetLikePayload, {
    nullable: true,
    description:
      'Likes a story or removes the like. Repeating it changes nothing. Fails with `NOT_FOUND` if the story does not exist or is not published.',
  })
  async setLike(
    @CurrentViewer() viewer: Viewer,
    @Args('input') { postId, liked }: SetLikeInput,
    @Context() context: GraphqlContext,
  ) {
    const id = await this.likes.set(viewer, postId, liked);
    context.forget('likes.byViewer', id);
    return { post: await this.posts.byIdAnew(context, id) };
  }

  @ResolveField('likeCount', () => Int, { description: 'The number of users who like the story.' })
  likeCount(post: PostRecord): number {
    return post.likeCount;
  }

  @ResolveField('viewerHasLiked', () => Boolean, {
    description: 'Whether the viewer likes the story. `false` for guests.',
  })
  async viewerHasLiked(post: PostRecord, _args: object, context: GraphqlContext): Promise<boolean> {
    const { viewer } = context;
    if (viewer === undefined) return false;
    const load = async (ids: readonly string[]) => {
      const liked = await this.likes.likedAmong(viewer, ids);
      return ids.map((id) => liked.has(id));
    };
    return (await context.loader<boolean>('likes.byViewer', load).load(post.id)) ?? false;
  }
}

@Resolver(() => ViewerType)
export class ViewerLikesResolver {
  constructor(private readonly service: LikesService) {}

  @ResolveField('likes', () => PostConnection, {
    description: 'The published stories that the viewer likes, most recent like first.',
  })
  likesOfViewer(
    @Parent() { userId }: ViewerType,
    @Args() page: PageArgs,
    @Context() context: GraphqlContext,
    @Info() info: Asked,
  ) {
    return this.service.list({ id: userId, request: context.lifetime?.cancellation }, page, requestedFields(info));
  }
}
