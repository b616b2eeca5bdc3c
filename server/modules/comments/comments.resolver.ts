import { Args, ArgsType, Context, Field, ID, Int, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { CurrentViewer, type Viewer } from '../../platform/auth/index.js';
import { Config } from '../../platform/config/index.js';
import { notFound } from '../../platform/errors/index.js';
import {
  type Asked,
  fieldsBelow,
  GreatestLength,
  GreatestSize,
  type GraphqlContext,
  NodeRegistry,
  PageArgs,
  PageUnlessGiven,
  toGlobalId,
} from '../../platform/graphql/index.js';
import { LIMITS } from '../../platform/limits.js';
import { absoluteHtml, currentHtml } from '../../platform/markdown/index.js';
import { PageAddresses } from '../../platform/page-addresses.js';
import { POST_NOT_FOUND, type PostRecord, PostsLoaders, PostType } from '../posts/index.js';
import { canDeleteComment, canEditComment, canSeeReason } from './comment.policy.js';
import { commentHtml, type CommentRecord } from './comment.record.js';
import {
  AddCommentInput,
  AddCommentPayload,
  CommentConnection,
  CommentType,
  DeleteCommentInput,
  DeleteCommentPayload,
  EditCommentInput,
  EditCommentPayload,
  RestoreCommentInput,
  RestoreCommentPayload,
} from './comment.type.js';
import { CommentsLoaders } from './comments.loaders.js';
import { CommentsService } from './comments.service.js';

/** Most answers are few. */
const FIRST_REPLIES = 3;

@ArgsType()
class ReplyArgs extends PageArgs {
  @Field(() => Int, {
    nullable: true,
    description: `The number of items to return from the start of the list (1–100). Defaults to ${FIRST_REPLIES}.`,
  })
  declare first?: number | null;
}

@Resolver(() => CommentType)
export class CommentsResolver {
  constructor(
    private readonly comments: CommentsService,
    private readonly posts: PostsLoaders,
    loaders: CommentsLoaders,
    nodes: NodeRegistry,
  ) {
    nodes.register('comment', 'Comment', (uuid, context) => loaders.byId(context, uuid));
  }

  @Mutation(() => AddCommentPayload, {
    nullable: true,
    description:
      'Adds a comment or a reply to a published story. Fails with `NOT_FOUND` if the story or the comment to reply to does not exist, or the story is not published.',
  })
  async addComment(
    @CurrentViewer() viewer: Viewer,
    @Args('input') input: AddCommentInput,
    @Context() context: GraphqlContext,
  ) {
    const comment = await this.comments.add(viewer, input);
    return { commentEdge: this.comments.edgeOf(comment), post: await this.posts.byIdAnew(context, comment.postId) };
  }

  @Mutation(() => EditCommentPayload, {
    nullable: true,
    description:
      'Changes the text of a comment. Succeeds without a change if the comment already has this text. Fails with `FORBIDDEN` if the viewer is not the author and with `NOT_FOUND` if the comment does not exist or is deleted.',
  })
  async editComment(@CurrentViewer() viewer: Viewer, @Args('input') input: EditCommentInput) {
    return { comment: await this.comments.edit(viewer, input) };
  }

  @Mutation(() => DeleteCommentPayload, {
    nullable: true,
    description:
      'Deletes one of the viewer’s comments. If a moderator calls it for the comment of another user, it removes the comment and notifies the author. Fails with `NOT_FOUND` if the comment does not exist or is already deleted, with `FORBIDDEN` if the viewer is neither the author nor a moderator, and with `BAD_USER_INPUT` if a moderator gives no reason.',
  })
  async deleteComment(
    @CurrentViewer() viewer: Viewer,
    @Args('input') input: DeleteCommentInput,
    @Context() context: GraphqlContext,
  ) {
    const { postId } = await this.comments.delete(viewer, input);
    return { deletedId: input.id, post: await this.posts.byIdAnew(context, postId) };
  }

  @Mutation(() => RestoreCommentPayload, {
    nullable: true,
    description:
      'Restores a comment that a moderator removed, and notifies its author. Succeeds without a change if the comment is not deleted. Fails with `FORBIDDEN` if the viewer is not a moderator or is the author of the comment, with `NOT_FOUND` if the comment does not exist or its author deleted it, and with `BAD_USER_INPUT` if there is no reason.',
  })
  async restoreComment(@CurrentViewer() viewer: Viewer, @Args('input') input: RestoreCommentInput) {
    return { comment: await this.comments.restore(viewer, input) };
  }
}

@Resolver(() => CommentType)
export class CommentFieldsResolver {
  private readonly addresses: PageAddresses;

  constructor(
    private readonly loaders: CommentsLoaders,
    private readonly posts: PostsLoaders,
    private readonly config: Config,
  ) {
    this.addresses = new PageAddresses(config.appOrigin);
  }

  @ResolveField('id', () => ID)
  globalId(comment: CommentRecord): string {
    return toGlobalId('comment', comment.id);
  }

  @ResolveField('url', () => String, { description: 'The URL of the comment on the page of the story.' })
  async urlOfComment(comment: CommentRecord, _args: object, context: GraphqlContext): Promise<string> {
    const post = await this.posts.byId(context, comment.postId);
    if (post === undefined) throw notFound(POST_NOT_FOUND);
    return this.addresses.comment(post.slug!, this.globalId(comment));
  }

  @GreatestSize(LIMITS.text.commentHtmlBytes)
  @ResolveField('bodyHtml', () => String, {
    description: 'The text as safe HTML, in the form of `Post.bodyHtml`. Empty if the comment is deleted or removed.',
  })
  bodyHtmlOfComment(comment: CommentRecord): string {
    return absoluteHtml(
      currentHtml(comment, () => commentHtml(comment.id)),
      this.config.appOrigin,
    );
  }

  @ResolveField('post', () => PostType, { description: 'The story that the comment belongs to.' })
  postOfComment(comment: CommentRecord, _args: object, context: GraphqlContext) {
    return this.posts.byId(context, comment.postId);
  }

  @ResolveField('parent', () => CommentType, {
    nullable: true,
    description: 'The top-level comment that this comment replies to, or `null` if it is not a reply.',
  })
  parentOfComment({ parentId }: CommentRecord, _args: object, context: GraphqlContext, info: Asked) {
    if (parentId === null) return null;
    // Each listener of a story asks for so much of each reply: they would all read what they know.
    const isKnown = fieldsBelow(info).every(({ name }) => name.value === 'id' || name.value === '__typename');
    return isKnown ? { id: parentId } : this.loaders.byId(context, parentId);
  }

  @GreatestLength(LIMITS.text.reasonCharacters)
  @ResolveField('removedReason', () => String, {
    nullable: true,
    description:
      'The reason why a moderator removed the comment, or `null` if it is not removed. Visible only to the author and to moderators.',
  })
  reasonOfRemoval(comment: CommentRecord, _args: object, { viewer }: GraphqlContext): string | null {
    return canSeeReason(viewer, comment) ? comment.removedReason : null;
  }

  @ResolveField('viewerCanEdit', () => Boolean, {
    description: 'Whether the viewer can edit the comment with `editComment`. Only the author can.',
  })
  viewerCanEditComment(comment: CommentRecord, _args: object, { viewer }: GraphqlContext): boolean {
    return canEditComment(viewer, comment);
  }

  @ResolveField('viewerCanDelete', () => Boolean, {
    description: 'Whether the viewer can delete or remove the comment with `deleteComment`.',
  })
  viewerCanDeleteComment(comment: CommentRecord, _args: object, { viewer }: GraphqlContext): boolean {
    return canDeleteComment(viewer, comment);
  }

  @PageUnlessGiven(FIRST_REPLIES)
  @ResolveField('replies', () => CommentConnection, {
    description:
      'The replies to the comment, oldest first. Empty for a reply: a reply to a reply belongs to the same top-level comment.',
  })
  repliesToComment(@Parent() { id }: CommentRecord, @Args() page: ReplyArgs, @Context() context: GraphqlContext) {
    const isSized = page.first != null || page.last != null;
    const size = isSized ? {} : page.before ? { last: FIRST_REPLIES } : { first: FIRST_REPLIES };
    return this.loaders.repliesTo(context, id, { ...page, ...size });
  }
}

@Resolver(() => PostType)
export class PostCommentsResolver {
  constructor(private readonly loaders: CommentsLoaders) {}

  @ResolveField('commentCount', () => Int, {
    description: 'The number of comments and replies that are not deleted or removed.',
  })
  commentCount(post: PostRecord): number {
    return post.commentCount;
  }

  @ResolveField('comments', () => CommentConnection, {
    description: 'The top-level comments on the story, newest first. Their replies are in `Comment.replies`.',
  })
  commentsOfPost(@Parent() { id }: PostRecord, @Args() page: PageArgs, @Context() context: GraphqlContext) {
    return this.loaders.ofPost(context, id, page);
  }
}
