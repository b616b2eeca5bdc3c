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
    'What somebody says about a story. One that was deleted and has replies keeps its place, without its text.',
})
export class CommentType extends Node {
  @GreatestSize(LIMITS.text.commentBytes)
  @Field(() => String, { description: 'Markdown, at most 5,000 characters. Empty once deleted.' })
  body: string;

  @Field(() => UserType, { nullable: true, description: 'Who said it; null once deleted.' })
  author: UserType | null;

  @Field(() => DateTime, { description: 'When it was said.' })
  createdAt: string;

  @Field(() => DateTime, { nullable: true, description: 'The last change of its text.' })
  editedAt: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was deleted, where it keeps its place.' })
  deletedAt: string | null;
}

export const CommentEdge = edgeOf('Comment', () => CommentType);
export const CommentConnection = connectionOf('Comment', () => CommentType, CommentEdge);

const Body = () => Text({ name: 'The comment', min: 1, max: LIMITS.text.commentCharacters, form: 'lines', trim: true });

@InputType({ description: 'Something to say about a story, or in reply to a comment.' })
export class AddCommentInput {
  @Field(() => ID, { description: 'A published story.' })
  postId: string;

  @Field(() => String, { description: 'Markdown, 1 to 5,000 characters.' })
  @Body()
  body: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The comment it answers, whose author is told. A reply to a reply joins the same parent.',
  })
  parentId?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      '1 to 64 characters. A retry with the same key by the same person within a day gives the same comment; with another input it fails with `CONFLICT`, and with `NOT_FOUND` if the comment has been deleted.',
  })
  @Transform(({ value }: { value: unknown }) => value ?? undefined)
  @Text({ name: 'The idempotency key', min: 1, max: LIMITS.text.idempotencyKeyCharacters, form: 'secret' })
  idempotencyKey?: string | null;
}

@InputType({ description: 'Another text for a comment.' })
export class EditCommentInput {
  @Field(() => ID, { description: 'The comment.' })
  id: string;

  @Field(() => String, { description: 'Markdown, 1 to 5,000 characters.' })
  @Body()
  body: string;
}

@InputType({ description: 'Takes a comment away.' })
export class DeleteCommentInput {
  @Field(() => ID, { description: 'The comment.' })
  id: string;

  @Field(() => String, {
    nullable: true,
    description: 'Required of a moderator, for who said it and the log; at most 500 characters.',
  })
  @Reason()
  reason?: string | null;
}

@InputType({ description: 'Gives back a comment that a moderator took away.' })
export class RestoreCommentInput {
  @Field(() => ID, { description: 'The comment.' })
  id: string;

  @Field(() => String, { description: 'Why, for its author and the log; at most 500 characters.' })
  @Reason()
  reason: string;
}

@ObjectType({ description: 'The new comment, and its story with the new count.' })
export class AddCommentPayload {
  @Field(() => CommentEdge, { description: 'To be put into `Post.comments`, or into `Comment.replies` of its parent.' })
  commentEdge: InstanceType<typeof CommentEdge>;

  @Field(() => PostType, { description: 'The story.' })
  post: PostType;
}

@ObjectType({ description: 'The changed comment.' })
export class EditCommentPayload {
  @Field(() => CommentType, { description: 'The comment as it is kept.' })
  comment: CommentType;
}

@ObjectType({ description: 'The comment with its text.' })
export class RestoreCommentPayload extends EditCommentPayload {}

@ObjectType({ description: 'It is gone.' })
export class DeleteCommentPayload {
  @Field(() => ID, { description: 'The id that was deleted.' })
  deletedId: string;

  @Field(() => PostType, { description: 'The story with the new count.' })
  post: PostType;
}
