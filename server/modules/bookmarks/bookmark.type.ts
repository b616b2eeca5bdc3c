import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { PostType } from '../posts/index.js';

@InputType({ description: 'The input of `setBookmark`.' })
export class SetBookmarkInput {
  @Field(() => ID, { description: 'The ID of a published story.' })
  postId: string;

  @Field(() => Boolean, { description: '`true` to bookmark the story, `false` to remove the bookmark.' })
  bookmarked: boolean;
}

@ObjectType({ description: 'The result of `setBookmark`.' })
export class SetBookmarkPayload {
  @Field(() => PostType, { description: 'The story after the mutation.' })
  post: PostType;
}
