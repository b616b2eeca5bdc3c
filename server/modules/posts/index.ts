export { requestedFields } from './requested-fields.js';
export { claim, findMade, hashPayload, type IdempotentCreate } from './idempotency.js';
export { canSee, POST_NOT_FOUND } from './post.policy.js';
export { postColumns, type PostFields, type PostRecord, type PostTagRecord } from './post.record.js';
export { within } from './map-bounds.js';
export { MapBoundsInput, PostConnection, PostType } from './post.type.js';
export { PostsModule } from './posts.module.js';
export { PostsLoaders } from './posts.loaders.js';
export { tagSlug } from './tag-names.js';
