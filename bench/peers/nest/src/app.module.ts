import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { Module } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import { JwtModule } from '@nestjs/jwt';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LoadersService } from './loaders.service.js';
import { Post } from './post.entity.js';
import { PostsService } from './posts.service.js';
import { PostsResolver, TagsResolver, UsersResolver, ViewerResolver } from './resolvers.js';
import { PostTag, Tag } from './tag.entity.js';
import { User } from './user.entity.js';

const entities = [User, Post, Tag, PostTag];

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
        context: ({ req }: { req: object }) => ({ req, loaders: loaders.create() }),
      }),
    }),
  ],
  providers: [PostsService, PostsResolver, UsersResolver, TagsResolver, ViewerResolver],
})
export class AppModule {}
