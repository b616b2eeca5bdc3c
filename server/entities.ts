import { Post } from './modules/posts/post.entity.js';
import { Tag } from './modules/tags/tag.entity.js';
import { User } from './modules/users/user.entity.js';

/** Every table's entity: for migrations and the drift test. Lists are never made of them. */
export const entities = [User, Post, Tag];
