import { Module } from '@nestjs/common';
import { PostsModule } from '../posts/index.js';
import { TagsModule } from '../tags/index.js';
import { UsersModule } from '../users/index.js';
import { SearchResolver } from './search.resolver.js';
import { SearchWords } from './search-words.js';
import { SearchService } from './search.service.js';

@Module({ imports: [PostsModule, UsersModule, TagsModule], providers: [SearchService, SearchWords, SearchResolver] })
export class SearchModule {}
