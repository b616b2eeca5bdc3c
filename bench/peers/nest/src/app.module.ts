import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { Module } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import { JwtModule } from '@nestjs/jwt';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Comment } from './comment.entity.js';
import { LoadersService } from './loaders.service.js';
import { MapPoint } from './map-point.entity.js';
import { MapResolver } from './map.resolver.js';
import { Follow, Like } from './pair.entities.js';
import { Post } from './post.entity.js';
import { PostsService } from './posts.service.js';
import { CommentsResolver, PostsResolver, TagsResolver, UsersResolver, ViewerResolver } from './resolvers.js';
import { SearchResolver } from './search.resolver.js';
import { PostTag, Tag } from './tag.entity.js';
import { User } from './user.entity.js';

const entities = [User, Post, Tag, PostTag, Comment, Like, Follow, MapPoint];

@Module({ imports: [TypeOrmModule.forFeature(entities)], providers: [LoadersService], exports: [LoadersService] })
class LoadersModule {}

@Module({
  imports: [
    TypeOrmModule.forRoot({ type: 'postgres', url: process.env.DATABASE_URL, entities }),
    TypeOrmModule.forFeature(entities),
    JwtModule.register({ global: true, secret: process.env.JWT_SECRET }),
    GraphQLModule.forRootAsync<ApolloDriverConfig>({
      driver: ApolloDriver,
      imports: [LoadersModule],
      inject: [LoadersService],
      useFactory: (loaders: LoadersService) => ({
        autoSchemaFile: true,
        context: ({ req }: { req: object }) => ({ req, loaders: loaders.create(req) }),
      }),
    }),
  ],
  providers: [
    PostsService,
    PostsResolver,
    CommentsResolver,
    UsersResolver,
    TagsResolver,
    ViewerResolver,
    SearchResolver,
    MapResolver,
  ],
})
export class AppModule {}
