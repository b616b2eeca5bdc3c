import { Module } from '@nestjs/common';
import { UsersModule } from '../users/index.js';
import { FollowsResolver, ViewerSuggestionsResolver } from './follows.resolver.js';
import { FollowsService } from './follows.service.js';

@Module({ imports: [UsersModule], providers: [FollowsService, FollowsResolver, ViewerSuggestionsResolver] })
export class FollowsModule {}
