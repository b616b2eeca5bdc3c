import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { Transform } from 'class-transformer';
import { Text } from '../../platform/errors/index.js';
import { connectionOf, DateTime, edgeOf, GreatestSize, Node } from '../../platform/graphql/index.js';
import { LIMITS } from '../../platform/limits.js';
import { Reason } from '../moderation/index.js';
import { PostType } from '../posts/index.js';
import { UserType } from '../users/index.js';

@ObjectType('Comment', {
  implements: () => [Node],
  description:
    'A comment on a story, or a reply to a comment. When a comment with replies is deleted, or a moderator removes a comment, it stays in the list without its text and author.',
})
export class CommentType extends Node {
  @GreatestSize(LIMITS.text.commentBytes)
  @Field(() => String, {
    description: 'The text in Markdown, at most 5,000 characters. Empty if the comment is deleted or removed.',
  })
  body: string;

  @Field(() => UserType, {
    nullable: true,
    description: 'The user who wrote the comment, or `null` if it is deleted or removed.',
  })
  author: UserType | null;

  @Field(() => DateTime, { description: 'The date and time when the comment was added.' })
  createdAt: string;

  @Field(() => DateTime, {
    nullable: true,
    description: 'The date and time of the last edit, or `null` if the comment was never edited.',
  })
  editedAt: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'The date and time when the comment was deleted or removed, or `null` if it was not.',
  })
  deletedAt: string | null;
}

export const CommentEdge = edgeOf('Comment', () => CommentType);
export const CommentConnection = connectionOf('Comment', () => CommentType, CommentEdge);

const Body = () => Text({ name: 'The comment', min: 1, max: LIMITS.text.commentCharacters, form: 'lines', trim: true });

@InputType({ description: 'The input of `addComment`.' })
export class AddCommentInput {
  @Field(() => ID, { description: 'The ID of a published story.' })
  postId: string;

  @Field(() => String, { description: 'The text in Markdown, 1–5,000 characters.' })
  @Body()
  body: string;

  @Field(() => ID, {
    nullable: true,
    description:
      'The ID of the comment to reply to, whose author is notified. A reply to a reply is added to the same top-level comment.',
  })
  parentId?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'A key that makes it safe to repeat the request, 1–64 characters. Repeating it with the same key within 24 hours returns the same comment. Fails with `CONFLICT` if the viewer used the key with different input, and with `NOT_FOUND` if the comment has been deleted.',
  })
  @Transform(({ value }: { value: unknown }) => value ?? undefined)
  @Text({ name: 'The idempotency key', min: 1, max: LIMITS.text.idempotencyKeyCharacters, form: 'secret' })
  idempotencyKey?: string | null;
}

@InputType({ description: 'The input of `editComment`.' })
export class EditCommentInput {
  @Field(() => ID, { description: 'The ID of the comment.' })
  id: string;

  @Field(() => String, { description: 'The new text in Markdown, 1–5,000 characters.' })
  @Body()
  body: string;
}

@InputType({ description: 'The input of `deleteComment`.' })
export class DeleteCommentInput {
  @Field(() => ID, { description: 'The ID of the comment.' })
  id: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The reason why a moderator removes the comment of another user, at most 500 characters. Required in that case; the author can read it, and it is kept in the moderation log.',
  })
  @Reason()
  reason?: string | null;
}

@InputType({ description: 'The input of `restoreComment`.' })
export class RestoreCommentInput {
  @Field(() => ID, { description: 'The ID of the comment.' })
  id: string;

  @Field(() => String, {
    description:
      'The reason why the comment is restored, 1–500 characters. The author can read it, and it is kept in the moderation log.',
  })
  @Reason()
  reason: string;
}

@ObjectType({ description: 'The result of `addComment`.' })
export class AddCommentPayload {
  @Field(() => CommentEdge, {
    description:
      'The new comment, with its cursor in `Post.comments` or, for a reply, in `Comment.replies` of its parent.',
  })
  commentEdge: InstanceType<typeof CommentEdge>;

  @Field(() => PostType, { description: 'The story, with the updated comment count.' })
  post: PostType;
}

@ObjectType({ description: 'The result of `editComment`.' })
export class EditCommentPayload {
  @Field(() => CommentType, { description: 'The comment after the mutation.' })
  comment: CommentType;
}

@ObjectType({ description: 'The result of `restoreComment`.' })
export class RestoreCommentPayload extends EditCommentPayload {}

@ObjectType({ description: 'The result of `deleteComment`.' })
export class DeleteCommentPayload {
  @Field(() => ID, { description: 'The ID of the deleted or removed comment.' })
  deletedId: string;

  @Field(() => PostType, { description: 'The story, with the updated comment count.' })
  post: PostType;
}
