import { Module } from '@nestjs/common';
import { PostsModule } from '../posts/index.js';
import { PostTagsResolver, TagsResolver } from './tags.resolver.js';
import { TagsService } from './tags.service.js';

@Module({ imports: [PostsModule], providers: [TagsService, TagsResolver, PostTagsResolver] })
export class TagsModule {}
