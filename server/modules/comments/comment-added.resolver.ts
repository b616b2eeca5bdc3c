import { Args, Context, ID, Resolver, Subscription } from '@nestjs/graphql';
import { Public } from '../../platform/auth/index.js';
import { notFound } from '../../platform/errors/index.js';
import { fromGlobalId, type GraphqlContext } from '../../platform/graphql/index.js';
import { POST_NOT_FOUND, PostsLoaders } from '../posts/index.js';
import { CommentAnnouncements } from './comment-announcements.js';
import type { CommentRecord } from './comment.record.js';
import { CommentType } from './comment.type.js';

@Resolver(() => CommentType)
export class CommentAddedResolver {
  constructor(
    private readonly announcements: CommentAnnouncements,
    private readonly posts: PostsLoaders,
  ) {}

  @Public()
  @Subscription(() => CommentType, {
    description:
      'Each comment on a published story from now on; over WebSocket (graphql-transport-ws). It ends when the story is public no more. A connection that was lost misses what came meanwhile: ask for the comments again.',
    resolve: (comment: CommentRecord) => comment,
  })
  async commentAdded(
    @Args('postId', { type: () => ID, description: 'A published story.' }) postId: string,
    @Context() context: GraphqlContext,
  ) {
    const id = fromGlobalId(postId);
    const post = id?.type === 'post' ? await this.posts.byId(context, id.uuid) : undefined;
    if (post?.status !== 'PUBLISHED') throw notFound(POST_NOT_FOUND);
    return this.announcements.listen(post.id);
  }
}
