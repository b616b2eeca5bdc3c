export { type PostRecord, type PostTagRecord } from './post.record.js';
export { PostConnection, PostType } from './post.type.js';
export { PostsModule } from './posts.module.js';
export { PostsReader } from './posts.reader.js';
export { tagSlug } from './tag-names.js';
