import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { AccessTokens, AllowSuspended, CurrentViewer, Public, type Viewer } from '../../platform/auth/index.js';
import { notFound, unauthenticated } from '../../platform/errors/index.js';
import { fromGlobalId, type GraphqlContext } from '../../platform/graphql/index.js';
import { ViewerType } from '../users/index.js';
import { ChangePasswordInput, LoginInput, LogoutInput, RegisterInput, RevokeSessionInput } from './auth.inputs.js';
import { AuthService } from './auth.service.js';
import {
  ChangePasswordPayload,
  LoginPayload,
  LogoutPayload,
  RefreshSessionPayload,
  RegisterPayload,
  RevokeSessionPayload,
  type SignedIn,
} from './auth.type.js';
import { RefreshCookie } from './refresh-cookie.js';
import { type Device, type RefreshedSession, SessionsService } from './sessions.service.js';

@Resolver()
export class AuthResolver {
  constructor(
    private readonly auth: AuthService,
    private readonly sessions: SessionsService,
    private readonly tokens: AccessTokens,
    private readonly cookie: RefreshCookie,
  ) {}

  @Public()
  @Mutation(() => RegisterPayload, {
    nullable: true,
    description:
      'Creates an account and signs it in. Fails with `FORBIDDEN` if registration is closed, with `CONFLICT` if the username or email address is taken, and with `RATE_LIMITED` after 5 registrations per hour or 30 attempts per 5 minutes from one IP address.',
  })
  async register(@Args('input') input: RegisterInput, @Context() context: GraphqlContext): Promise<RegisterPayload> {
    return this.signedIn(context, await this.auth.register(input, deviceOf(context)));
  }

  @Public()
  @Mutation(() => LoginPayload, {
    nullable: true,
    description:
      'Signs a user in and starts a session. Fails with `BAD_USER_INPUT` if the email address or password is wrong, without revealing whether the account exists. Fails with `RATE_LIMITED` after 25 attempts per 5 minutes from one IP address or 100 attempts per hour for one account. After 5 failed attempts for one account from one IP address, it also fails with `RATE_LIMITED` until a delay has passed, which starts at 5 seconds and doubles with each further failure, up to 15 minutes.',
  })
  async login(@Args('input') input: LoginInput, @Context() context: GraphqlContext): Promise<LoginPayload> {
    return this.signedIn(context, await this.auth.login(input, deviceOf(context)));
  }

  @Public()
  @Mutation(() => RefreshSessionPayload, {
    nullable: true,
    description:
      'Replaces the refresh token in the cookie and returns a new access token. A session ends 14 days after its last refresh and at most 30 days after it started. A used refresh token can be sent again for 60 seconds and gives the same new token, as long as that one is unused; after that, sending it ends the session. Fails with `UNAUTHENTICATED` if there is no valid refresh token, with `FORBIDDEN` unless the request is a JSON `POST` without an `Origin` header or from an allowed origin, and with `RATE_LIMITED` after 30 refreshes per 5 minutes in one session or 100 unknown tokens per 5 minutes from one IP address.',
  })
  async refreshSession(@Context() context: GraphqlContext): Promise<RefreshSessionPayload> {
    this.cookie.assertMayRefresh(context);
    const token = this.cookie.read(context);
    if (token === undefined) throw unauthenticated('You are not signed in.');
    const outcome = await this.sessions.refresh(token, deviceOf(context));
    if ('refused' in outcome) {
      if (outcome.refused === 'for good') this.cookie.clear(context);
      throw unauthenticated('You are signed out. Sign in again.');
    }
    return this.signedIn(context, outcome);
  }

  @AllowSuspended()
  @Mutation(() => LogoutPayload, {
    nullable: true,
    description:
      'Ends the current session, or all of the viewer’s sessions, and deletes the refresh token cookie. The access tokens of an ended session stop working within 5 seconds.',
  })
  async logout(
    @CurrentViewer() viewer: Viewer,
    @Context() context: GraphqlContext,
    @Args('input', { nullable: true }) input?: LogoutInput,
  ): Promise<LogoutPayload> {
    const endedSessions = await this.auth.logout(viewer, input?.everywhere ?? false);
    this.cookie.clear(context);
    return { endedSessions };
  }

  @AllowSuspended()
  @Mutation(() => ChangePasswordPayload, {
    nullable: true,
    description:
      'Changes the viewer’s password, ends all of the viewer’s sessions and starts a new one. Fails with `BAD_USER_INPUT` if the current password is wrong or the new one is too weak, and with `RATE_LIMITED` after 10 attempts per 5 minutes.',
  })
  async changePassword(
    @CurrentViewer() viewer: Viewer,
    @Args('input') input: ChangePasswordInput,
    @Context() context: GraphqlContext,
  ): Promise<ChangePasswordPayload> {
    return this.signedIn(context, await this.auth.changePassword(viewer, input, deviceOf(context)));
  }

  @AllowSuspended()
  @Mutation(() => RevokeSessionPayload, {
    nullable: true,
    description:
      'Ends one of the viewer’s sessions. Succeeds without a change if the session has already ended. Its access tokens stop working within 5 seconds. Fails with `NOT_FOUND` if the session does not exist or belongs to another user.',
  })
  async revokeSession(
    @CurrentViewer() viewer: Viewer,
    @Args('input') { id }: RevokeSessionInput,
    @Context() context: GraphqlContext,
  ): Promise<RevokeSessionPayload> {
    const known = fromGlobalId(id);
    if (known?.type !== 'session') throw notFound('This session does not exist.');
    await this.sessions.revokeMine(viewer, known.uuid);
    const token = this.cookie.read(context);
    if (token !== undefined && (await this.sessions.hasToken(known.uuid, token))) this.cookie.clear(context);
    return { revokedId: id };
  }

  private signedIn(context: GraphqlContext, session: RefreshedSession): SignedIn {
    this.cookie.write(context, session.refreshToken, session.maxAgeSeconds);
    context.signIn(session.viewer);
    const { token, expiresAt } = this.tokens.sign(session.viewer);
    return { accessToken: token, expiresAt, viewer: ViewerType.of(session.viewer) };
  }
}

const deviceOf = ({ ip, requestId, traceId, userAgent, lifetime }: GraphqlContext): Device => ({
  ip,
  requestId,
  traceId,
  userAgent,
  request: lifetime?.cancellation,
});
