import { networkOf } from '../auth/index.js';
import type { Config } from '../config/index.js';
import { badInput } from '../errors/index.js';
import { LIMITS } from '../limits.js';
import type { Budget } from '../rate-limit/index.js';
import { answerSize } from './answer-size.js';
import { answerTooLarge } from './answer-too-large.js';
import type { Account, GraphqlContext } from './context.js';
import type { Operation } from './documents.js';
import { costOf } from './price.js';

/** What fewer points of text did not bring is not worth the measuring. */
const SETTLED_POINTS = 10;

/** Charges who asks for an operation: the person, or the address of a guest. */
export class CostLimiter {
  constructor(
    private readonly budget: Budget,
    private readonly rateLimits: Config['rateLimits'],
  ) {}

  /**
   * Charges the most that the operation may cost, before it runs; once a request.
   * @throws AppError BAD_USER_INPUT when it costs too much or may write and then answer too much, RATE_LIMITED when the points are
   * used up. Then nothing is charged.
   */
  charge(operation: Operation, context: GraphqlContext, variables: Readonly<Record<string, unknown>>): void {
    if (context.charge) return;
    const price = operation.price(variables);
    const cost = costOf(price);
    const limit = context.viewer ? LIMITS.document.costOfPerson : LIMITS.document.costOfGuest;
    if (cost > limit) throw tooExpensive(cost, limit);
    // What was written could not be taken back for an answer that is too large.
    if (operation.kind === 'mutation' && price.bytes > LIMITS.request.answerBytes) throw answerTooLarge();
    const account = this.accountOf(context);
    // What guests may change costs nothing, but for its errors.
    if (operation.kind === 'mutation' && !context.viewer) this.budget.require(...account);
    context.charge = { cost, price, account, balance: this.budget.spend(...account, cost) };
  }

  /**
   * Gives back what an operation with long texts was charged for and did not bring, for the greatest size of texts is far from
   * what most of them are.
   * @returns whether the answer may be sent
   */
  settle(context: GraphqlContext, data: unknown): 'fits' | 'too large' {
    const { charge } = context;
    const { answerBytes } = LIMITS.request;
    if (context.isTooLarge) return 'too large';
    if (!charge || data == null || (charge.price.texts < SETTLED_POINTS && charge.price.bytes <= answerBytes))
      return 'fits';
    const size = answerSize(data, answerBytes);
    if (size.bytes > answerBytes) return 'too large';
    if (charge.price.texts >= SETTLED_POINTS)
      this.reduceTo(
        charge.price.fixed + size.objects + Math.ceil(size.textBytes / LIMITS.document.textBytesOfPoint),
        context,
      );
    return 'fits';
  }

  /** Charges a point for each error of an answer, for finding it took work as well. Never throws. */
  chargeErrors(context: GraphqlContext, count: number): void {
    this.budget.spendUpTo(...this.accountOf(context), count);
  }

  /** Charges for a document or variables that were refused, in place of what they would have cost. Never throws. */
  chargeRefusal(context: GraphqlContext): void {
    this.reduceTo(0, context);
    this.budget.spendUpTo(...this.accountOf(context), LIMITS.document.costOfRefusal);
  }

  /** Charges for a document that is about to be parsed. @throws AppError RATE_LIMITED when the points are used up. */
  chargeDocument(context: GraphqlContext): void {
    this.budget.spend(...this.accountOf(context), LIMITS.document.costOfRefusal);
  }

  /**
   * Charges for reading a request: a point for each 10 kB of its body, and for each 1 kB of a document that is new.
   * @throws AppError RATE_LIMITED when the points do not suffice, or none are left for a new document.
   */
  chargeReading(context: GraphqlContext, bytes: { body: number; newDocument?: number }): void {
    const points =
      Math.floor(bytes.body / LIMITS.document.textBytesOfPoint) +
      Math.floor((bytes.newDocument ?? 0) / LIMITS.document.newDocumentBytesOfPoint);
    if (bytes.newDocument !== undefined) this.budget.require(...this.accountOf(context));
    if (points > 0) this.budget.spend(...this.accountOf(context), points);
  }

  /** Gives back what was charged beyond this cost. */
  reduceTo(cost: number, context: GraphqlContext): void {
    const { charge } = context;
    if (!charge || cost >= charge.cost) return;
    charge.balance = this.budget.giveBack(...charge.account, charge.cost - cost, charge.balance.resetAt);
    charge.cost = cost;
  }

  private accountOf({ viewer, ip }: GraphqlContext): Account {
    return viewer ? [viewer.id, this.rateLimits.person] : [networkOf(ip), this.rateLimits.guest];
  }
}

const tooExpensive = (cost: number, limit: number): Error =>
  badInput([
    {
      path: '',
      message: `This operation may cost ${cost.toLocaleString('en')} points; ${limit.toLocaleString('en')} are allowed. Ask for shorter pages or fewer texts.`,
    },
  ]);
