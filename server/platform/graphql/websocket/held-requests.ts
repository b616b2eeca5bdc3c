import type { DocumentNode } from 'graphql';
import type { SubscriptionRequest } from './subscription.js';

/** Measured: a parsed token, with its share of the tree. */
const BYTES_PER_TOKEN = 500;
/** Measured: a list of empty objects is 24 times its JSON. */
const BYTES_PER_JSON_BYTE = 25;

/** What subscriptions hold as long as they live: documents, each once however many subscribe by it, and variables. */
export class HeldRequests {
  private readonly uses = new Map<DocumentNode, number>();
  private bytes = 0;

  constructor(private readonly limit: number) {}

  /** @returns false, and holds nothing, when it would be more than is allowed. */
  hold({ args: { document, variableValues } }: SubscriptionRequest): boolean {
    const uses = this.uses.get(document) ?? 0;
    const bytes = sizeOfVariables(variableValues) + (uses === 0 ? sizeOfDocument(document) : 0);
    if (this.bytes + bytes > this.limit) return false;
    this.bytes += bytes;
    this.uses.set(document, uses + 1);
    return true;
  }

  release({ args: { document, variableValues } }: SubscriptionRequest): void {
    const uses = this.uses.get(document)!;
    this.bytes -= sizeOfVariables(variableValues) + (uses === 1 ? sizeOfDocument(document) : 0);
    if (uses === 1) this.uses.delete(document);
    else this.uses.set(document, uses - 1);
  }
}

const sizeOfDocument = ({ tokenCount = 0, loc }: DocumentNode): number =>
  tokenCount * BYTES_PER_TOKEN + (loc?.source.body.length ?? 0);

const sizeOfVariables = (variables: Record<string, unknown>): number =>
  JSON.stringify(variables).length * BYTES_PER_JSON_BYTE;
