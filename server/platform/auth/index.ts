export { ACCESS_TOKEN_SECONDS, type AccessToken, AccessTokens } from './access-tokens.js';
export { addressFinder, isTrustedProxy, networkOf, plainAddress } from './addresses.js';
export { AuthGuard } from './auth.guard.js';
export { PlatformAuthModule } from './auth.module.js';
export { AllowSuspended, CurrentViewer, OwnLimit, Public } from './decorators.js';
export { PASSWORD_MAX, PASSWORD_MIN, passwordProblem } from './password-rules.js';
export { hashPassword, verifyPassword } from './passwords.js';
export { RevokedSessions } from './revoked-sessions.js';
export { isModerator, type Role, ROLES, type Viewer } from './viewer.js';
