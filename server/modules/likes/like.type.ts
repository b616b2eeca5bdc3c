import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { PostType } from '../posts/index.js';

@InputType({ description: 'The input of `setLike`.' })
export class SetLikeInput {
  @Field(() => ID, { description: 'The ID of a published story.' })
  postId: string;

  @Field(() => Boolean, { description: '`true` to like the story, `false` to remove the like.' })
  liked: boolean;
}

@ObjectType({ description: 'The result of `setLike`.' })
export class SetLikePayload {
  @Field(() => PostType, { description: 'The story after the mutation.' })
  post: PostType;
}
