import { Module } from '@nestjs/common';
import { PostsModule } from '../posts/index.js';
import { TagsModule } from '../tags/index.js';
import { UsersModule } from '../users/index.js';
import { SearchResolver } from './search.resolver.js';
import { SearchService } from './search.service.js';

@Module({ imports: [PostsModule, UsersModule, TagsModule], providers: [SearchService, SearchResolver] })
export class SearchModule {}
