import { Module } from '@nestjs/common';
import { UsersModule } from '../users/index.js';
import { AuthResolver } from './auth.resolver.js';
import { AuthService } from './auth.service.js';
import { RefreshCookie } from './refresh-cookie.js';
import { SessionsService } from './sessions.service.js';
import { SignInLimits } from './sign-in-limits.js';
import { ViewerSessionsResolver } from './viewer-sessions.resolver.js';

@Module({
  imports: [UsersModule],
  providers: [AuthService, SessionsService, SignInLimits, RefreshCookie, AuthResolver, ViewerSessionsResolver],
  exports: [SessionsService],
})
export class AuthModule {}
