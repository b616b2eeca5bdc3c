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
import { bytesAllowed, bytesHeld, type MemoryName } from '../bounded-cache.js';
import { Database } from '../database/index.js';
import { Config } from '../config/index.js';
import type { FrontAdapter, Pools } from '../http/index.js';
import { LoopWatch, Metrics } from '../observability/index.js';
import { Budget } from '../rate-limit/index.js';
import { Realtime } from '../realtime/index.js';
import { apolloHooks } from './apollo-hooks.js';
import type { GraphqlContext } from './context.js';
import { CostLimiter } from './cost-limiter.js';
import { Documents } from './documents.js';
import { GuestAnswers } from './guest-answers.js';
import { GuestQueries } from './guest-queries.js';
import { graphiqlAt } from './graphiql.js';
import { LIMITS } from '../limits.js';
import { pipeline } from './pipeline.js';
import { withCountedTexts, withPlainFields, withTracedRoots } from './schema.js';
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
    private readonly guestQueries: GuestQueries,
    private readonly database: Database,
  ) {
    super(modules);
  }

  override async registerServer(options: ApolloDriverConfig): Promise<void> {
    const http = this.httpAdapterHost.httpAdapter as unknown as FrontAdapter;
    const schema = withTracedRoots(withCountedTexts(withPlainFields(options.schema!)));
    const documents = new Documents(schema, this.metrics);
    const costs = new CostLimiter(this.budget, this.config.rateLimits);
    const answers = new GuestAnswers(this.realtime);
    countPools(http.pools, this.metrics);
    const apollo = new ApolloServer<GraphqlContext>({
      schema,
      introspection: true,
      parseOptions: { maxTokens: LIMITS.document.tokens },
      validationRules: options.validationRules ?? [],
      validationOptions: { maxErrors: LIMITS.document.errors },
      documentStore: documents,
      persistedQueries: { cache: documents.persistedQueries },
      // It guards cookies, which no query reads. A mutation is a POST of JSON, which a page of another origin cannot send.
      csrfPrevention: false,
      includeStacktraceInErrorResponses: false,
      stopOnTerminationSignals: false,
      stringifyResult: (result) => JSON.stringify(result),
      plugins: [
        ApolloServerPluginLandingPageDisabled(),
        // It would put a function around every field.
        ApolloServerPluginCacheControlDisabled(),
        ApolloServerPluginDrainHttpServer({ httpServer: http.getHttpServer() }),
        apolloHooks(documents, costs, answers, this.metrics),
      ],
    });
    await apollo.start();
    this.apolloServer = apollo as unknown as ApolloServer;
    const cachesAnswers = this.config.guestAnswers;
    const { metrics, database } = this;
    this.guestQueries.connect({ apollo, documents, costs, answers, cachesAnswers, metrics, database });
    const path = options.path!;
    const graphiql = this.config.graphiql ? graphiqlAt(path) : undefined;
    this.goAway = serveSubscriptions({
      server: http.getHttpServer(),
      path,
      schema,
      rules: options.validationRules ?? [],
      documents,
      tokens: this.tokens,
      costs,
      metrics: this.metrics,
      config: this.config,
    });
    http.handle(
      path,
      pipeline({
        path,
        apollo,
        tokens: this.tokens,
        loop: this.loop,
        metrics,
        database,
        documents,
        costs,
        answers,
        cachesAnswers,
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

/** For hosts: how much of each thing there is, and how much of it is in use. */
function countPools(pools: Pools, metrics: Metrics): void {
  for (const name of Object.keys(LIMITS.memory) as MemoryName[]) {
    const labels = { structure: name };
    metrics.gauge('wander_memory_held_bytes', 'What is remembered in this process.', () => bytesHeld(name), labels);
    metrics.gauge('wander_memory_limit_bytes', 'How much of it may be.', () => bytesAllowed(name), labels);
  }

  metrics.gauge('wander_graphql_requests_open', 'Requests under way.', () => pools.requests.held);
  for (const name of ['sockets', 'requests', 'bodyBytes', 'answerBytes'] as const) {
    const labels = { pool: name };
    metrics.gauge('wander_pool_held', 'What is in use of what requests share.', () => pools[name].held, labels);
    metrics.gauge('wander_pool_size', 'How much of it there is.', () => pools[name].size, labels);
  }
}
