import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { Injectable } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { AccessTokens } from '../auth/index.js';
import { Config } from '../config/index.js';
import { type FrontAdapter, Room } from '../http/index.js';
import { LoopWatch, Metrics } from '../observability/index.js';
import { Budget } from '../rate-limit/index.js';
import { Realtime } from '../realtime/index.js';
import { apolloHooks } from './apollo-hooks.js';
import { Cashier } from './cashier.js';
import type { GraphqlContext } from './context.js';
import { Documents } from './documents.js';
import { GuestAnswers } from './guest-answers.js';
import { graphiqlAt } from './graphiql.js';
import { LIMITS } from '../limits.js';
import { pipeline } from './pipeline.js';
import { withPlainFields } from './schema.js';
import { serveSubscriptions } from './websocket/index.js';

/** Apollo behind the front's own door: /graphql never enters Express. */
@Injectable()
export class PipelineDriver extends ApolloDriver {
  private goAway: (() => Promise<void>) | undefined;

  constructor(
    modules: ModulesContainer,
    private readonly tokens: AccessTokens,
    private readonly config: Config,
    private readonly budget: Budget,
    private readonly realtime: Realtime,
    private readonly metrics: Metrics,
    private readonly loop: LoopWatch,
  ) {
    super(modules);
  }

  override async registerServer(options: ApolloDriverConfig): Promise<void> {
    const http = this.httpAdapterHost.httpAdapter as unknown as FrontAdapter;
    const schema = withPlainFields(options.schema!);
    const documents = new Documents(schema, this.metrics);
    const cashier = new Cashier(this.budget, this.config.rateLimits);
    const answers = new GuestAnswers(this.realtime);
    const room = new Room(this.metrics.operation(undefined, 'none'), () => this.loop.isLate);
    this.metrics.gauge('wander_graphql_requests_open', 'GraphQL requests under way.', () => room.size);
    const apollo = new ApolloServer<GraphqlContext>({
      schema,
      introspection: true,
      parseOptions: { maxTokens: LIMITS.document.tokens },
      validationRules: options.validationRules ?? [],
      validationOptions: { maxErrors: LIMITS.document.errors },
      documentStore: documents,
      persistedQueries: false,
      includeStacktraceInErrorResponses: false,
      stopOnTerminationSignals: false,
      stringifyResult: (result) => JSON.stringify(result),
      plugins: [
        ApolloServerPluginLandingPageDisabled(),
        // It would put a function around every field.
        ApolloServerPluginCacheControlDisabled(),
        ApolloServerPluginDrainHttpServer({ httpServer: http.getHttpServer() }),
        apolloHooks(documents, cashier, answers, this.metrics),
      ],
    });
    await apollo.start();
    this.apolloServer = apollo as unknown as ApolloServer;
    const path = options.path!;
    const graphiql = this.config.graphiql ? graphiqlAt(path) : undefined;
    this.goAway = serveSubscriptions({
      server: http.getHttpServer(),
      path,
      schema,
      rules: options.validationRules ?? [],
      documents,
      tokens: this.tokens,
      cashier,
      budget: this.budget,
      metrics: this.metrics,
      config: this.config,
    });
    http.door(
      path,
      pipeline({
        path,
        apollo,
        tokens: this.tokens,
        room,
        metrics: this.metrics,
        documents,
        cashier,
        answers,
        keepsAnswers: this.config.guestAnswers,
        graphiql,
      }),
    );
  }
  /** Sockets first: the HTTP server waits for them when it is drained. */
  override async stop(): Promise<void> {
    await this.goAway?.();
    await super.stop();
  }
}
