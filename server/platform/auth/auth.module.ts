import { Global, Module, type OnModuleInit } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessTokens } from './access-tokens.js';
import { AuthGuard } from './auth.guard.js';
import { ExpectedViewer } from './expected-viewer.js';
import { warmPasswords } from './passwords.js';
import { RevokedSessions } from './revoked-sessions.js';

@Global()
@Module({
  providers: [AccessTokens, ExpectedViewer, RevokedSessions, { provide: APP_GUARD, useClass: AuthGuard }],
  exports: [AccessTokens, RevokedSessions],
})
export class PlatformAuthModule implements OnModuleInit {
  onModuleInit(): Promise<void> {
    return warmPasswords();
  }
}
