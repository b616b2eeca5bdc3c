import { createSourceEventStream, type ExecutionArgs, type ExecutionResult, GraphQLError, execute } from 'graphql';
import type { Outcome } from '../../observability/index.js';
import { EventIterator } from '../../realtime/index.js';
import type { CostLimiter } from '../cost-limiter.js';
import type { GraphqlContext } from '../context.js';
import type { Operation } from '../documents.js';
import { outcomeOf } from '../reply.js';

/** A document that was read and found to be a subscription within the limits. */
export interface SubscriptionRequest {
  args: ExecutionArgs & { contextValue: GraphqlContext; variableValues: Record<string, unknown> };
  operation: Operation;
}

interface Output {
  /** Counts it, once it has begun or was refused. */
  record(outcome: Outcome): void;
  /** Runs `work` once nothing else is run for this connection. */
  inTurn(work: () => Promise<void>): Promise<void>;
  /** Resolves when the result has left the process, or its connection has ended. */
  send(result: ExecutionResult): Promise<void>;
}

/**
 * One subscription of one connection; the owner of its events. Each event is a request of its own: it is paid for, and what
 * was read for the last one is not believed.
 */
export class Subscription {
  private events: EventIterator<object> | undefined;
  private hasEnded = false;

  constructor(
    private readonly request: SubscriptionRequest,
    private readonly costs: CostLimiter,
    private readonly output: Output,
  ) {}

  /** The size of the events that are not answered yet. */
  get waitingBytes(): number {
    return this.events?.waitingBytes ?? 0;
  }

  /** Resolves when nothing of the subscription is left. */
  async run(): Promise<void> {
    const events = await createSourceEventStream(this.request.args);
    if (!(Symbol.asyncIterator in events)) {
      this.output.record(outcomeOf({ ...events, data: null }));
      return this.hasEnded ? undefined : await this.output.send(events);
    }
    this.output.record('ok');
    if (!(events instanceof EventIterator)) throw new TypeError('A subscription must return an EventIterator.');
    this.events = events;
    // It was ended while the resolver was looking for its events.
    if (this.hasEnded) return void events.return();
    for await (const event of events as EventIterator<object>) await this.output.inTurn(() => this.answer(event));
  }

  /** Ends it, also while it is being set up. Nothing is sent from then on. */
  end(): void {
    this.hasEnded = true;
    void this.events?.return();
  }

  private async answer(event: object): Promise<void> {
    if (this.hasEnded) return;
    const { args, operation } = this.request;
    const contextValue = args.contextValue.anew();
    try {
      this.costs.charge(operation, contextValue, args.variableValues);
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      await this.output.send({ errors: [error] });
      return this.end();
    }
    const result = await execute({ ...args, rootValue: event, contextValue });
    if (this.hasEnded) return;
    operation.stats.events += 1;
    // Until it is read the next one is not made: events wait, which are smaller and which connections share.
    await this.output.send(result);
  }
}
