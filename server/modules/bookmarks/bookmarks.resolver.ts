import { Args, Context, Info, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { CurrentViewer, type Viewer } from '../../platform/auth/index.js';
import { type Asked, type GraphqlContext, PageArgs } from '../../platform/graphql/index.js';
import { requestedFields, PostConnection, type PostRecord, PostsLoaders, PostType } from '../posts/index.js';
import { ViewerType } from '../users/index.js';
import { SetBookmarkInput, SetBookmarkPayload } from './bookmark.type.js';
import { BookmarksService } from './bookmarks.service.js';

@Resolver(() => PostType)
export class BookmarksResolver {
  constructor(
    private readonly bookmarks: BookmarksService,
    private readonly posts: PostsLoaders,
  ) {}

  @Mutation(() => SetBookmarkPayload, {
    nullable: true,
    description:
      'Bookmarks a story or removes the bookmark, which only the viewer can see. Repeating it changes nothing. Fails with `NOT_FOUND` if the story does not exist or is not published.',
  })
  async setBookmark(
    @CurrentViewer() viewer: Viewer,
    @Args('input') { postId, bookmarked }: SetBookmarkInput,
    @Context() context: GraphqlContext,
  ) {
    const id = await this.bookmarks.set(viewer, postId, bookmarked);
    context.forget('bookmarks.byViewer', id);
    return { post: await this.posts.byIdAnew(context, id) };
  }

  @ResolveField('viewerHasBookmarked', () => Boolean, {
    description: 'Whether the viewer has bookmarked the story. `false` for guests.',
  })
  async viewerHasBookmarked(post: PostRecord, _args: object, context: GraphqlContext): Promise<boolean> {
    const { viewer } = context;
    if (viewer === undefined) return false;
    const load = async (ids: readonly string[]) => {
      const kept = await this.bookmarks.keptAmong(viewer, ids);
      return ids.map((id) => kept.has(id));
    };
    return (await context.loader<boolean>('bookmarks.byViewer', load).load(post.id)) ?? false;
  }
}

@Resolver(() => ViewerType)
export class ViewerBookmarksResolver {
  constructor(private readonly service: BookmarksService) {}

  @ResolveField('bookmarks', () => PostConnection, {
    description: 'The published stories that the viewer has bookmarked, most recent bookmark first.',
  })
  bookmarksOfViewer(
    @Parent() { userId }: ViewerType,
    @Args() page: PageArgs,
    @Context() context: GraphqlContext,
    @Info() info: Asked,
  ) {
    return this.service.list({ id: userId, request: context.lifetime?.cancellation }, page, requestedFields(info));
  }
}
