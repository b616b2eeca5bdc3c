import { CreateUsers1764000001000 } from './1764000001000-create-users.js';
import { CreatePosts1764000002000 } from './1764000002000-create-posts.js';
import { CreateSessions1764000003000 } from './1764000003000-create-sessions.js';

/** In the order in which they are applied. */
export const migrations = [CreateUsers1764000001000, CreatePosts1764000002000, CreateSessions1764000003000];
