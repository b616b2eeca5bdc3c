import { Field, ID, Int, InterfaceType, ObjectType } from '@nestjs/graphql';
import { DateTime } from '../../platform/graphql/index.js';
import { ViewerType } from '../users/index.js';

@InterfaceType({
  description:
    'Somebody is signed in. The refresh token comes beside it as an HttpOnly cookie, unless the page is of another origin.',
})
export abstract class SignedIn {
  @Field(() => String, {
    description:
      'Goes into the `Authorization` header as `Bearer …`. Lives 15 minutes; keep it in memory and use refreshSession for the next.',
  })
  accessToken: string;

  @Field(() => DateTime, { description: 'When the access token ends.' })
  expiresAt: string;

  @Field(() => ViewerType, { description: 'Who is signed in now.' })
  viewer: ViewerType;
}

@ObjectType({ implements: () => [SignedIn], description: 'The new account, signed in.' })
export class RegisterPayload extends SignedIn {}

@ObjectType({ implements: () => [SignedIn], description: 'A new session.' })
export class LoginPayload extends SignedIn {}

@ObjectType({ implements: () => [SignedIn], description: 'The session goes on with a new access token.' })
export class RefreshSessionPayload extends SignedIn {}

@ObjectType({ implements: () => [SignedIn], description: 'The new session; all that were before it have ended.' })
export class ChangePasswordPayload extends SignedIn {}

@ObjectType({ description: 'Signed out.' })
export class LogoutPayload {
  @Field(() => Int, { description: 'How many sessions ended.' })
  endedSessions: number;
}

@ObjectType({ description: 'The session has ended.' })
export class RevokeSessionPayload {
  @Field(() => ID, { description: 'The id of the session.' })
  revokedId: string;
}
