import { Field, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { type Role, type Viewer } from '../../platform/auth/index.js';
import { Text } from '../../platform/errors/index.js';
import { connectionOf, DateTime, GreatestLength, Node } from '../../platform/graphql/index.js';
import { LIMITS } from '../../platform/limits.js';

const RoleEnum = { USER: 'USER', MODERATOR: 'MODERATOR', ADMIN: 'ADMIN' } as const;
registerEnumType(RoleEnum, {
  name: 'Role',
  description: 'The possible roles of a user in the community.',
  valuesMap: {
    USER: { description: 'A regular user, who can write stories and comments.' },
    MODERATOR: { description: 'A user who can also remove and restore the stories and comments of other users.' },
    ADMIN: { description: 'An administrator of the community, who can also do everything that a moderator can.' },
  },
});

@ObjectType('User', { implements: () => [Node], description: 'A user account. All of its fields are public.' })
export class UserType extends Node {
  @Field(() => String, {
    description: 'The unique username: 3–30 characters from `a-z`, `0-9` and `_`. It is part of the profile URL.',
  })
  username: string;

  @Field(() => String, { description: 'The display name, 1–50 characters.' })
  name: string;

  @GreatestLength(LIMITS.text.bioCharacters)
  @Field(() => String, { description: 'The biography, at most 300 characters. Empty if there is none.' })
  bio: string;

  @Field(() => String, { nullable: true, description: 'The URL of the profile picture, or `null` if there is none.' })
  avatarUrl?: string | null;

  @Field(() => RoleEnum, { description: 'The role of the user in the community.' })
  role: Role;

  @Field(() => DateTime, { description: 'The date and time when the account was created.' })
  createdAt: string;

  @Field(() => Int, { description: 'The number of stories published by this user.' })
  postCount: number;
}

export const UserConnection = connectionOf('User', () => UserType);

@ObjectType('Viewer', {
  description: 'The signed-in user who makes the request, with the data that only this user can see.',
})
export class ViewerType {
  /** The uuid of the account. */
  readonly userId: string;

  static of(viewer: Pick<Viewer, 'id'>): ViewerType {
    return Object.assign(new ViewerType(), { userId: viewer.id });
  }
}

@InputType({
  description: 'The input of `updateProfile`. Omitted fields stay unchanged; `null` fails with `BAD_USER_INPUT`.',
})
export class UpdateProfileInput {
  @Field(() => String, { nullable: true, description: 'The new display name, 1–50 characters.' })
  @Text({ name: 'The name', min: 1, max: LIMITS.text.nameCharacters, form: 'name' })
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The new biography, at most 300 characters. An empty string clears it.',
  })
  @Text({ name: 'The bio', max: LIMITS.text.bioCharacters, form: 'lines', trim: true })
  bio?: string | null;
}

@ObjectType({ description: 'The result of `updateProfile`.' })
export class UpdateProfilePayload {
  @Field(() => UserType, { description: 'The user after the update.' })
  user: UserType;
}
