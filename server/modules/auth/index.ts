export { AuthModule } from './auth.module.js';
export { RefreshTokenRow, SessionRow } from './session.entity.js';
export { SessionType } from './session.type.js';
export { SessionsService } from './sessions.service.js';
