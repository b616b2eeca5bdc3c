import { Field, InputType, ObjectType } from '@nestjs/graphql';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { Comment } from './comment.entity.js';
import { Post } from './post.entity.js';

@ObjectType()
export class PageInfo {
  @Field()
  hasNextPage: boolean;

  @Field(() => String, { nullable: true })
  endCursor: string | null;
}

@ObjectType()
export class PostConnection {
  @Field(() => [Post])
  nodes: Post[];

  @Field()
  pageInfo: PageInfo;
}

@ObjectType()
export class CommentConnection {
  @Field(() => [Comment])
  nodes: Comment[];

  @Field()
  pageInfo: PageInfo;
}

@ObjectType()
export class Viewer {
  userId: string;
}

@InputType()
export class PostFilter {
  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsString()
  tag?: string;
}

@InputType()
export class CreatePostInput {
  @Field({ defaultValue: '' })
  @MaxLength(200)
  title: string;

  @Field({ defaultValue: '' })
  @MaxLength(50_000)
  body: string;
}

@ObjectType()
export class CreatePostPayload {
  @Field()
  post: Post;
}
