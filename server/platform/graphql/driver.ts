import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { Injectable } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { AccessTokens } from '../auth/index.js';
import { Config } from '../config/index.js';
import type { FrontAdapter } from '../http/index.js';
import type { GraphqlContext } from './context.js';
import { graphiqlAt } from './graphiql.js';
import { masked } from './mask.js';
import { pipeline } from './pipeline.js';

/** Apollo behind the front's own door: /graphql never enters Express. */
@Injectable()
export class PipelineDriver extends ApolloDriver {
  constructor(
    modules: ModulesContainer,
    private readonly tokens: AccessTokens,
    private readonly config: Config,
  ) {
    super(modules);
  }

  override async registerServer(options: ApolloDriverConfig): Promise<void> {
    const http = this.httpAdapterHost.httpAdapter as unknown as FrontAdapter;
    const apollo = new ApolloServer<GraphqlContext>({
      schema: options.schema!,
      introspection: true,
      validationRules: options.validationRules ?? [],
      parseOptions: { maxTokens: 1_000 },
      persistedQueries: false,
      includeStacktraceInErrorResponses: false,
      stopOnTerminationSignals: false,
      formatError: (formatted) => formatted,
      plugins: [
        ApolloServerPluginLandingPageDisabled(),
        ApolloServerPluginDrainHttpServer({ httpServer: http.getHttpServer() }),
        {
          requestDidStart: () =>
            Promise.resolve({
              willSendResponse: ({ response, errors, contextValue }) => {
                if (response.body.kind === 'single' && response.body.singleResult.errors && errors)
                  response.body.singleResult.errors = response.body.singleResult.errors.map((formatted, i) =>
                    masked(formatted, errors[i], contextValue.requestId),
                  );
                if (response.body.kind === 'single' && response.body.singleResult.data !== undefined)
                  response.http.status = 200;
                return Promise.resolve();
              },
            }),
        },
      ],
    });
    await apollo.start();
    this.apolloServer = apollo as unknown as ApolloServer;
    const path = options.path!;
    const graphiql = this.config.graphiql ? graphiqlAt(path) : undefined;
    http.door(path, pipeline({ path, apollo, tokens: this.tokens, graphiql }));
  }
}
