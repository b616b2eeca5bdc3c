import { Module } from '@nestjs/common';
import { PostsModule } from '../posts/index.js';
import { PostTagsResolver, TagsResolver } from './tags.resolver.js';
import { TagsLoaders } from './tags.loaders.js';
import { TagsService } from './tags.service.js';

@Module({
  imports: [PostsModule],
  providers: [TagsService, TagsLoaders, TagsResolver, PostTagsResolver],
  exports: [TagsLoaders],
})
export class TagsModule {}
