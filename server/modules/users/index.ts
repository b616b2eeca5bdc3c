export { userColumns, type UserRecord, userJson } from './user.record.js';
export { UserRow } from './user.entity.js';
export { UserConnection, UserType, ViewerType } from './user.type.js';
export { UsersLoaders } from './users.loaders.js';
export { UsersModule } from './users.module.js';
export { canonicalEmail, typedName } from './emails.js';
export { type Credentials, type MentionedUser, usernameOf, UsersService } from './users.service.js';
