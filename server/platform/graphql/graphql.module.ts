import { Module } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import type { ApolloDriverConfig } from '@nestjs/apollo';
import { Config } from '../config/index.js';
import { PipelineDriver } from './driver.js';
import { noIntrospection } from './introspection.js';
import { NodeResolver } from './node.js';
import { NodesModule } from './nodes.module.js';

@Module({
  imports: [
    NodesModule,
    GraphQLModule.forRootAsync<ApolloDriverConfig>({
      driver: PipelineDriver,
      inject: [Config],
      useFactory: (config: Config) => ({
        path: '/graphql',
        autoSchemaFile: true,
        sortSchema: true,
        graphiql: false,
        fieldResolverEnhancers: [],
        validationRules: config.introspection ? [] : [noIntrospection],
      }),
    }),
  ],
  providers: [NodeResolver],
})
export class PlatformGraphqlModule {}
