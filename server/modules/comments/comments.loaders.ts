import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '../../platform/database/index.js';
import { type GraphqlContext, inOrder } from '../../platform/graphql/index.js';
import { PostsLoaders } from '../posts/index.js';
import type { CommentRecord } from './comment.record.js';
import { CommentsService } from './comments.service.js';

@Injectable()
export class CommentsLoaders {
  constructor(
    private readonly comments: CommentsService,
    private readonly posts: PostsLoaders,
  ) {}

  /** A comment whose story the viewer may see. */
  async byId(context: GraphqlContext, id: string): Promise<CommentRecord | undefined> {
    const comment = await context
      .loader<CommentRecord>('comments.byId', async (ids) =>
        inOrder(ids, await this.comments.findByIds(ids), (found) => found.id),
      )
      .load(id);
    return comment && (await this.posts.byId(context, comment.postId)) ? comment : undefined;
  }

  /** A page of a story's comments: for all stories of a list that ask for the same page, one statement. */
  async ofPost(context: GraphqlContext, postId: string, page: PageRequest): Promise<Page<CommentRecord>> {
    const load = (ids: readonly string[]) => this.comments.list(ids, page);
    return (await context.loader<Page<CommentRecord>>(`comments.ofPost:${JSON.stringify(page)}`, load).load(postId))!;
  }

  /** A page of a comment's replies: likewise. */
  async repliesTo(context: GraphqlContext, id: string, page: PageRequest): Promise<Page<CommentRecord>> {
    const load = (ids: readonly string[]) => this.comments.listReplies(ids, page);
    return (await context.loader<Page<CommentRecord>>(`comments.repliesTo:${JSON.stringify(page)}`, load).load(id))!;
  }
}
