import { Module } from '@nestjs/common';
import { PostsModule } from '../posts/index.js';
import { BookmarksResolver, ViewerBookmarksResolver } from './bookmarks.resolver.js';
import { BookmarksService } from './bookmarks.service.js';

@Module({ imports: [PostsModule], providers: [BookmarksService, BookmarksResolver, ViewerBookmarksResolver] })
export class BookmarksModule {}
