import { ArgsType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Max, Min } from 'class-validator';
import { UserType } from '../users/index.js';

@InputType({ description: 'Whether the viewer follows somebody.' })
export class SetFollowInput {
  @Field(() => ID, { description: 'Somebody else.' })
  userId: string;

  @Field(() => Boolean, { description: 'True follows, false lets go.' })
  following: boolean;
}

@ObjectType({ description: 'Who is followed, or no more.' })
export class SetFollowPayload {
  @Field(() => UserType, { description: 'That person as they are now.' })
  user: UserType;
}

const MOST = 20;

@ArgsType()
export class SuggestionArgs {
  @Field(() => Int, { defaultValue: 3, description: `How many, 1 to ${MOST}.` })
  @Min(1, { message: `first must be from 1 to ${MOST}.` })
  @Max(MOST, { message: `first must be from 1 to ${MOST}.` })
  first: number;
}
