import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { PostType } from '../posts/index.js';

@InputType({ description: 'Whether the viewer likes a story.' })
export class SetLikeInput {
  @Field(() => ID, { description: 'A published story.' })
  postId: string;

  @Field(() => Boolean, { description: 'True likes it, false takes the like back.' })
  liked: boolean;
}

@ObjectType({ description: 'The story with its likes.' })
export class SetLikePayload {
  @Field(() => PostType, { description: 'The story as it is now.' })
  post: PostType;
}
