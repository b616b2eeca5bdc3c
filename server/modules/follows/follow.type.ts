import { ArgsType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Max, Min } from 'class-validator';
import { UserType } from '../users/index.js';

@InputType({ description: 'The input of `setFollow`.' })
export class SetFollowInput {
  @Field(() => ID, { description: 'The ID of the user to follow or unfollow.' })
  userId: string;

  @Field(() => Boolean, { description: '`true` to follow the user, `false` to unfollow.' })
  following: boolean;
}

@ObjectType({ description: 'The result of `setFollow`.' })
export class SetFollowPayload {
  @Field(() => UserType, { description: 'The user who was followed or unfollowed.' })
  user: UserType;
}

const MOST = 20;

@ArgsType()
export class SuggestionArgs {
  @Field(() => Int, { defaultValue: 3, description: `The number of users to return (1–${MOST}).` })
  @Min(1, { message: `first must be from 1 to ${MOST}.` })
  @Max(MOST, { message: `first must be from 1 to ${MOST}.` })
  first: number;
}
