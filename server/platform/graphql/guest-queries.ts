import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ApolloServer, HeaderMap } from '@apollo/server';
import { Injectable } from '@nestjs/common';
import type { Database } from '../database/index.js';
import type { Exchange } from '../http/index.js';
import type { Metrics } from '../observability/index.js';
import { GraphqlContext } from './context.js';
import type { CostLimiter } from './cost-limiter.js';
import type { Documents } from './documents.js';
import type { GuestAnswers } from './guest-answers.js';
import { answerOf } from './pipeline.js';

export interface GuestQuery {
  query: string;
  operationName: string;
  variables: Record<string, unknown>;
}

/** A request of a guest, whatever token and cookies came with it. */
export interface GuestRequest extends Exchange {
  req: IncomingMessage;
  res: ServerResponse;
}

interface Parts {
  apollo: ApolloServer<GraphqlContext>;
  documents: Documents;
  costs: CostLimiter;
  answers: GuestAnswers;
  /** Off for measuring. */
  cachesAnswers: boolean;
  metrics: Metrics;
  database: Database;
}

/**
 * Queries that this process asks of itself for a guest, by the way of those that come over HTTP: the same limits, policies, price
 * and cached answers.
 */
@Injectable()
export class GuestQueries {
  private parts: Parts | undefined;

  /** To be called once, when Apollo has started. */
  connect(parts: Parts): void {
    this.parts = parts;
  }

  /** Rises with each write of any process that guests may see. */
  get writes(): number {
    return this.parts!.answers.writes;
  }

  /**
   * @returns the body of the answer, JSON with `data` or `errors`
   * @throws AppError RATE_LIMITED when the address has no points left, and whatever else ends a request without an answer
   */
  async ask({ query, operationName, variables }: GuestQuery, request: GuestRequest): Promise<string> {
    const { apollo, documents, costs, database } = this.parts!;
    const { req, res, requestId, ip, lifetime } = request;
    const context = new GraphqlContext(req, res, requestId, ip, lifetime, undefined);
    const operation = documents.find(query, operationName);
    if (operation?.kind === 'query') {
      costs.charge(operation, context, variables);
      const { answer } = await answerOf(operation, context, variables, this.parts!);
      if (answer !== undefined) return answer.body;
    }
    // Apollo has not seen the document yet, or says what is wrong with the variables.
    const reply = await database.within(context, () =>
      apollo.executeHTTPGraphQLRequest({
        httpGraphQLRequest: {
          method: 'POST',
          headers: new HeaderMap([['content-type', 'application/json']]),
          search: '',
          body: { query, operationName, variables },
        },
        context: () => Promise.resolve(context),
      }),
    );
    if (reply.body.kind === 'chunked') throw new Error('Answers in parts are not part of this API.');
    return reply.body.string;
  }
}
