import { Field, ID, Int, InterfaceType, ObjectType } from '@nestjs/graphql';
import { DateTime } from '../../platform/graphql/index.js';
import { ViewerType } from '../users/index.js';

@InterfaceType({
  description:
    'The result of a mutation that signs a user in. The refresh token is not part of it: the response sets it as an HttpOnly cookie, unless the request comes from a page of another origin.',
})
export abstract class SignedIn {
  @Field(() => String, {
    description:
      'The access token for the `Authorization` header (`Bearer …`). It is valid for 15 minutes; `refreshSession` returns the next one. Clients should keep it in memory only.',
  })
  accessToken: string;

  @Field(() => DateTime, { description: 'The date and time when the access token expires.' })
  expiresAt: string;

  @Field(() => ViewerType, { description: 'The user who is now signed in.' })
  viewer: ViewerType;
}

@ObjectType({ implements: () => [SignedIn], description: 'The result of `register`.' })
export class RegisterPayload extends SignedIn {}

@ObjectType({ implements: () => [SignedIn], description: 'The result of `login`.' })
export class LoginPayload extends SignedIn {}

@ObjectType({ implements: () => [SignedIn], description: 'The result of `refreshSession`.' })
export class RefreshSessionPayload extends SignedIn {}

@ObjectType({ implements: () => [SignedIn], description: 'The result of `changePassword`.' })
export class ChangePasswordPayload extends SignedIn {}

@ObjectType({ description: 'The result of `logout`.' })
export class LogoutPayload {
  @Field(() => Int, { description: 'The number of sessions that were ended.' })
  endedSessions: number;
}

@ObjectType({ description: 'The result of `revokeSession`.' })
export class RevokeSessionPayload {
  @Field(() => ID, { description: 'The ID of the ended session.' })
  revokedId: string;
}
