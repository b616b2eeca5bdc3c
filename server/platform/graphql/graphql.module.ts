import { type DynamicModule, Module, type Type } from '@nestjs/common';
import type { ApolloDriverConfig } from '@nestjs/apollo';
import { GraphQLModule } from '@nestjs/graphql';
import { Config } from '../config/index.js';
import { PipelineDriver } from './driver.js';
import { GuestQueriesModule } from './guest-queries.module.js';
import { withinLimits } from './limits.js';
import { noIntrospection } from './introspection.js';
import { knownOperations } from './operations.js';
import { NodeResolver } from './node.js';
import { RateLimitResolver } from './rate-limit.js';
import { NodesModule } from './nodes.module.js';
import { withRootDescriptions } from './schema.js';

@Module({})
export class PlatformGraphqlModule {
  /** `promised`: types that stand in the contract although no field returns them yet. */
  static with(promised: Type[]): DynamicModule {
    return {
      module: PlatformGraphqlModule,
      imports: [
        NodesModule,
        GuestQueriesModule,
        GraphQLModule.forRootAsync<ApolloDriverConfig>({
          driver: PipelineDriver,
          inject: [Config],
          useFactory: (config: Config) => ({
            path: '/graphql',
            autoSchemaFile: true,
            sortSchema: true,
            graphiql: false,
            fieldResolverEnhancers: [],
            validationRules: [withinLimits, knownOperations, ...(config.introspection ? [] : [noIntrospection])],
            buildSchemaOptions: { orphanedTypes: promised },
            transformSchema: withRootDescriptions,
          }),
        }),
      ],
      providers: [NodeResolver, RateLimitResolver],
    };
  }
}
