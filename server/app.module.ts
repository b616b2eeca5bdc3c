import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { DatabaseModule } from './database.module.js';
import { AuthModule } from './modules/auth/index.js';
import { BookmarksModule } from './modules/bookmarks/index.js';
import { CommentsModule } from './modules/comments/index.js';
import { FeedModule } from './modules/feed/index.js';
import { FollowsModule } from './modules/follows/index.js';
import { HealthModule } from './modules/health/index.js';
import { LikesModule } from './modules/likes/index.js';
import { NotificationsModule } from './modules/notifications/index.js';
import { PagesModule } from './modules/pages/index.js';
import { PlacesModule } from './modules/places/index.js';
import { PostsModule } from './modules/posts/index.js';
import { SearchModule } from './modules/search/index.js';
import { SyndicationModule } from './modules/syndication/index.js';
import { TagsModule } from './modules/tags/index.js';
import { UserConnection, UsersModule } from './modules/users/index.js';
import { VitalsModule } from './modules/vitals/index.js';
import { PlatformAuthModule } from './platform/auth/index.js';
import { CacheModule } from './platform/cache/index.js';
import { type Config, ConfigModule } from './platform/config/index.js';
import { ErrorFilter, InputPipe } from './platform/errors/index.js';
import { PlatformGraphqlModule } from './platform/graphql/index.js';
import { ObservabilityModule } from './platform/observability/index.js';
import { RateLimitModule } from './platform/rate-limit/index.js';
import { RealtimeModule } from './platform/realtime/index.js';

@Module({})
export class AppModule {
  static with(config: Config): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.with(config),
        ObservabilityModule,
        DatabaseModule,
        CacheModule,
        RealtimeModule,
        RateLimitModule,
        PlatformAuthModule,
        PlatformGraphqlModule.with([UserConnection]),
        UsersModule,
        AuthModule,
        PostsModule,
        TagsModule,
        LikesModule,
        BookmarksModule,
        FollowsModule,
        FeedModule,
        CommentsModule,
        NotificationsModule,
        SearchModule,
        PlacesModule,
        SyndicationModule,
        PagesModule,
        VitalsModule,
        HealthModule,
      ],
      providers: [
        { provide: APP_PIPE, useClass: InputPipe },
        { provide: APP_FILTER, useClass: ErrorFilter },
      ],
    };
  }
}
