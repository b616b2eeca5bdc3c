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
      'Sends each new comment and reply on a published story. Completes when the story is no longer published. Fails with `NOT_FOUND` if the story does not exist or is not published.',
    resolve: (comment: CommentRecord) => comment,
  })
  async commentAdded(
    @Args('postId', { type: () => ID, description: 'The ID of a published story.' }) postId: string,
    @Context() context: GraphqlContext,
  ) {
    const id = fromGlobalId(postId);
    const post = id?.type === 'post' ? await this.posts.byId(context, id.uuid) : undefined;
    if (post?.status !== 'PUBLISHED') throw notFound(POST_NOT_FOUND);
    return this.announcements.listen(post.id);
  }
}
