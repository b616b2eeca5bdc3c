export { TagsModule } from './tags.module.js';
export { TagType } from './tag.type.js';
export { TagsLoaders } from './tags.loaders.js';
