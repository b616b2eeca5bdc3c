import { Field, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { type Role, type Viewer } from '../../platform/auth/index.js';
import { Text } from '../../platform/errors/index.js';
import { connectionOf, DateTime, GreatestLength, Node } from '../../platform/graphql/index.js';
import { LIMITS } from '../../platform/limits.js';

const RoleEnum = { USER: 'USER', MODERATOR: 'MODERATOR', ADMIN: 'ADMIN' } as const;
registerEnumType(RoleEnum, {
  name: 'Role',
  description: 'What somebody may do beyond their own writing.',
  valuesMap: {
    USER: { description: 'Reads and writes.' },
    MODERATOR: { description: 'May also take stories and comments from the public.' },
    ADMIN: { description: 'A host of this community.' },
  },
});

@ObjectType('User', { implements: () => [Node], description: 'Somebody with an account. All of this is public.' })
export class UserType extends Node {
  @Field(() => String, { description: 'Unique, 3 to 30 of `a-z 0-9 _`; stands in the address of the profile.' })
  username: string;

  @Field(() => String, { description: 'What people read, 1 to 50 characters.' })
  name: string;

  @GreatestLength(LIMITS.text.bioCharacters)
  @Field(() => String, { description: 'A few words about themselves, at most 300 characters; may be empty.' })
  bio: string;

  @Field(() => String, { nullable: true, description: 'A picture; null while there is none: clients draw a contour.' })
  avatarUrl?: string | null;

  @Field(() => RoleEnum, { description: 'What they may do beyond their own writing.' })
  role: Role;

  @Field(() => DateTime, { description: 'When the account was made.' })
  createdAt: string;

  @Field(() => Int, { description: 'Published stories.' })
  postCount: number;
}

export const UserConnection = connectionOf('User', () => UserType);

@ObjectType('Viewer', { description: 'Who is asking, and what is theirs alone.' })
export class ViewerType {
  /** The uuid of the account. */
  readonly userId: string;

  static of(viewer: Pick<Viewer, 'id'>): ViewerType {
    return Object.assign(new ViewerType(), { userId: viewer.id });
  }
}

@InputType({ description: 'What is absent stays; null is refused.' })
export class UpdateProfileInput {
  @Field(() => String, { nullable: true, description: '1 to 50 characters.' })
  @Text({ name: 'The name', min: 1, max: LIMITS.text.nameCharacters, form: 'name' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'At most 300 characters; "" clears it.' })
  @Text({ name: 'The bio', max: LIMITS.text.bioCharacters, form: 'lines', trim: true })
  bio?: string | null;
}

@ObjectType({ description: 'The profile as it is now.' })
export class UpdateProfilePayload {
  @Field(() => UserType, { description: 'The viewer.' })
  user: UserType;
}
