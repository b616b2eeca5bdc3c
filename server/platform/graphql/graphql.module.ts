import { Global, Module } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import type { ApolloDriverConfig } from '@nestjs/apollo';
import { Config } from '../config/index.js';
import { PipelineDriver } from './driver.js';
import { noIntrospection } from './introspection.js';
import { NodeRegistry, NodeResolver } from './node.js';

@Global()
@Module({
  imports: [
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
  providers: [NodeRegistry, NodeResolver],
  exports: [NodeRegistry],
})
export class PlatformGraphqlModule {}
