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
      'Makes an account and signs it in. 5 an hour and address (RATE_LIMITED). CONFLICT with fields when the username or the e-mail ' +
      'is taken, BAD_USER_INPUT with fields, FORBIDDEN where registration is closed.',
  })
  async register(@Args('input') input: RegisterInput, @Context() context: GraphqlContext): Promise<RegisterPayload> {
    return this.signedIn(context, await this.auth.register(input, deviceOf(context)));
  }

  @Public()
  @Mutation(() => LoginPayload, {
    nullable: true,
    description:
      'Begins a session. BAD_USER_INPUT when e-mail and password do not fit, in the same words and time whether or not the ' +
      'account exists. After five failures for an account and address each attempt waits, from 5 seconds, doubling to 15 ' +
      'minutes; 25 attempts per 5 minutes and address (an IPv6 /64 is one), 100 an hour and account: RATE_LIMITED.',
  })
  async login(@Args('input') input: LoginInput, @Context() context: GraphqlContext): Promise<LoginPayload> {
    return this.signedIn(context, await this.auth.login(input, deviceOf(context)));
  }

  @Public()
  @Mutation(() => RefreshSessionPayload, {
    nullable: true,
    description:
      'Reads the refresh cookie, rotates it, and gives a new access token. A session ends 14 days after its last use and 30 ' +
      'after it began. Twice within 60 seconds (two tabs) gives the same next cookie; an old cookie later than that ends the ' +
      'session. Only by a JSON POST without an Origin or from an allowed one (FORBIDDEN). UNAUTHENTICATED when there is nothing ' +
      'to refresh. 30 in 5 minutes and session, 100 refused ones in 5 minutes and address (RATE_LIMITED).',
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
      'Ends this session, or all of the viewer’s with `everywhere`, and takes the cookie away. Access tokens of an ended session ' +
      'are refused within 5 seconds everywhere.',
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
      'Sets a new password, ends every session of the viewer and begins a new one here. BAD_USER_INPUT when the current password ' +
      'is wrong or the new one is weak. 10 attempts per 5 minutes (RATE_LIMITED).',
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
      'Ends one of the viewer’s sessions; ending it twice succeeds. NOT_FOUND for anybody else’s. Its access token is refused ' +
      'within 5 seconds.',
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
