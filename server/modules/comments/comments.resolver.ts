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
    description: `How many from the front, 1 to 100; ${FIRST_REPLIES} unless given.`,
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
      'Says something about a published story. With the same idempotencyKey it gives the first result. NOT_FOUND when the story or the comment it answers is gone.',
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
    description: 'Changes a comment; who said it alone (FORBIDDEN). The same text again changes nothing.',
  })
  async editComment(@CurrentViewer() viewer: Viewer, @Args('input') input: EditCommentInput) {
    return { comment: await this.comments.edit(viewer, input) };
  }

  @Mutation(() => DeleteCommentPayload, {
    nullable: true,
    description:
      'Deletes a comment: who said it. Takes it away with a reason: moderators. One that has replies, or was taken away by a moderator, keeps its place without its text. A second time is NOT_FOUND.',
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
      'Gives back the text of a comment that a moderator took away, and tells its author. Moderators only (`FORBIDDEN`). Fails with `NOT_FOUND` if it was not removed.',
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

  @ResolveField('url', () => String, { description: 'The address of its story’s page, at the comment.' })
  async urlOfComment(comment: CommentRecord, _args: object, context: GraphqlContext): Promise<string> {
    const post = await this.posts.byId(context, comment.postId);
    if (post === undefined) throw notFound(POST_NOT_FOUND);
    return this.addresses.comment(post.slug!, this.globalId(comment));
  }

  @GreatestSize(LIMITS.text.commentHtmlBytes)
  @ResolveField('bodyHtml', () => String, {
    description: 'The body as safe HTML, as `Post.bodyHtml` has it. Empty once deleted.',
  })
  bodyHtmlOfComment(comment: CommentRecord): string {
    return absoluteHtml(
      currentHtml(comment, () => commentHtml(comment.id)),
      this.config.appOrigin,
    );
  }

  @ResolveField('post', () => PostType, { description: 'What it is about.' })
  postOfComment(comment: CommentRecord, _args: object, context: GraphqlContext) {
    return this.posts.byId(context, comment.postId);
  }

  @ResolveField('parent', () => CommentType, { nullable: true, description: 'What it answers; null for a first word.' })
  parentOfComment({ parentId }: CommentRecord, _args: object, context: GraphqlContext, info: Asked) {
    if (parentId === null) return null;
    // Each listener of a story asks for so much of each reply: they would all read what they know.
    const isKnown = fieldsBelow(info).every(({ name }) => name.value === 'id' || name.value === '__typename');
    return isKnown ? { id: parentId } : this.loaders.byId(context, parentId);
  }

  @GreatestLength(LIMITS.text.reasonCharacters)
  @ResolveField('removedReason', () => String, {
    nullable: true,
    description: 'Why a moderator took it away; for who said it, and for moderators.',
  })
  reasonOfRemoval(comment: CommentRecord, _args: object, { viewer }: GraphqlContext): string | null {
    return canSeeReason(viewer, comment) ? comment.removedReason : null;
  }

  @ResolveField('viewerCanEdit', () => Boolean, {
    description: 'Whether editComment would accept it: who said it alone.',
  })
  viewerCanEditComment(comment: CommentRecord, _args: object, { viewer }: GraphqlContext): boolean {
    return canEditComment(viewer, comment);
  }

  @ResolveField('viewerCanDelete', () => Boolean, { description: 'Whether deleteComment would accept it.' })
  viewerCanDeleteComment(comment: CommentRecord, _args: object, { viewer }: GraphqlContext): boolean {
    return canDeleteComment(viewer, comment);
  }

  @PageUnlessGiven(FIRST_REPLIES)
  @ResolveField('replies', () => CommentConnection, {
    description: 'Its answers, the oldest first. A reply has none: who answers it joins the same parent.',
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

  @ResolveField('commentCount', () => Int, { description: 'Comments and replies that were not deleted.' })
  commentCount(post: PostRecord): number {
    return post.commentCount;
  }

  @ResolveField('comments', () => CommentConnection, {
    description: 'What people say about it, the newest first; answers stand below what they answer (`replies`).',
  })
  commentsOfPost(@Parent() { id }: PostRecord, @Args() page: PageArgs, @Context() context: GraphqlContext) {
    return this.loaders.ofPost(context, id, page);
  }
}
