import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { PostType } from '../posts/index.js';

@InputType({ description: 'Whether the viewer keeps a story for later.' })
export class SetBookmarkInput {
  @Field(() => ID, { description: 'A published story.' })
  postId: string;

  @Field(() => Boolean, { description: 'True keeps it, false lets it go.' })
  bookmarked: boolean;
}

@ObjectType({ description: 'The story with the viewer’s bookmark.' })
export class SetBookmarkPayload {
  @Field(() => PostType, { description: 'The story as it is now.' })
  post: PostType;
}
