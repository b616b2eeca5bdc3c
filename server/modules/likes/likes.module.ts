import { Module } from '@nestjs/common';
import { PostsModule } from '../posts/index.js';
import { LikesResolver, ViewerLikesResolver } from './likes.resolver.js';
import { LikesService } from './likes.service.js';

@Module({ imports: [PostsModule], providers: [LikesService, LikesResolver, ViewerLikesResolver] })
export class LikesModule {}
