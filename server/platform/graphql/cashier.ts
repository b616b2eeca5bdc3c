import { networkOf } from '../auth/index.js';
import type { Config } from '../config/index.js';
import { badInput } from '../errors/index.js';
import type { Budget } from '../rate-limit/index.js';
import type { GraphqlContext } from './context.js';
import type { Operation } from './documents.js';
import { LIMITS } from '../limits.js';

/** Lets the one who asks pay for an operation, before it runs. */
export class Cashier {
  constructor(
    private readonly budget: Budget,
    private readonly rateLimits: Config['rateLimits'],
  ) {}

  /**
   * Spends what the operation costs from the budget of the person, or of a guest's address; once a request.
   * @throws AppError BAD_USER_INPUT when it is too dear, RATE_LIMITED when the budget is spent. Then nothing is spent.
   */
  charge(operation: Operation, context: GraphqlContext, variables: Readonly<Record<string, unknown>>): void {
    if (context.bill) return;
    const { viewer, ip } = context;
    const cost = operation.price(variables);
    const limit = viewer ? LIMITS.document.costOfPerson : LIMITS.document.costOfGuest;
    if (cost > limit) throw tooDear(cost, limit);
    const balance = viewer
      ? this.budget.spend(viewer.id, this.rateLimits.person, cost)
      : this.budget.spend(networkOf(ip), this.rateLimits.guest, cost);
    context.bill = { cost, balance };
  }
}

const tooDear = (cost: number, limit: number): Error =>
  badInput([
    {
      path: '',
      message: `The lists of this operation may return ${cost.toLocaleString('en')} objects; ${limit.toLocaleString('en')} fit. Ask for shorter pages.`,
    },
  ]);
