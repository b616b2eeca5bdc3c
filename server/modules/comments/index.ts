export { CommentsLoaders } from './comments.loaders.js';
export { CommentsModule } from './comments.module.js';
export { CommentType } from './comment.type.js';
