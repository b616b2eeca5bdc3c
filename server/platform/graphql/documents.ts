import {
  type DocumentNode,
  getOperationAST,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type OperationTypeNode,
} from 'graphql';
import { asksForPublicData } from './guest-answers.js';
import { RecentMap } from '../cache/index.js';
import { compilePrice, type Price } from './price.js';
import { compiled, interpreted, type Run } from './run.js';

/** A document of 1,000 tokens is 0.2 MB as a tree. */
const MAX_DOCUMENTS = 500;
/** Compiling takes milliseconds, so it must be worth it, and only so many are compiled a second. */
const USES_BEFORE_COMPILING = 3;
const COMPILE_EVERY_MS = 50;

let ids = 0;

/** An operation of a document that is valid and within the limits, with all that was worked out about it once. */
export class Operation {
  readonly kind: OperationTypeNode;
  readonly name: string | undefined;
  readonly price: Price;
  /** May all guests get one answer? */
  readonly isPublic: boolean;
  /** Tells it from all others of this process. */
  readonly id = (ids += 1);
  private uses = 0;
  private isCompiled = false;
  private way: Run;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly document: DocumentNode,
    node: OperationDefinitionNode,
    private readonly mayCompile: () => boolean,
  ) {
    this.kind = node.operation;
    this.name = node.name?.value;
    this.price = compilePrice(schema, document, node);
    this.isPublic = asksForPublicData(schema, document, node);
    this.way = interpreted(schema, document, this.name);
  }

  /** Runs it: by graphql-js the first times, then by code of its own. */
  get run(): Run {
    if (!this.isCompiled && ++this.uses > USES_BEFORE_COMPILING && this.mayCompile()) {
      this.isCompiled = true;
      this.way = compiled(this.schema, this.document, this.name) ?? this.way;
    }
    return this.way;
  }
}

/**
 * The documents that Apollo has parsed and validated, and so need not be looked at again: Apollo's document store, and
 * the pipeline's way to an operation by its text.
 */
export class Documents {
  private readonly byHash = new RecentMap<string, DocumentNode>(MAX_DOCUMENTS);
  private readonly byText = new RecentMap<string, DocumentNode>(MAX_DOCUMENTS);
  private readonly operations = new WeakMap<OperationDefinitionNode, Operation>();
  private compileAgainAt = 0;

  constructor(private readonly schema: GraphQLSchema) {}

  /** The operation that a request names, if its document is known. */
  find(text: string, operationName: string | null | undefined): Operation | undefined {
    const document = this.byText.get(text);
    const node = document && getOperationAST(document, operationName);
    return node ? this.operationOf(document, node) : undefined;
  }

  operationOf(document: DocumentNode, node: OperationDefinitionNode): Operation {
    let operation = this.operations.get(node);
    if (operation === undefined) {
      operation = new Operation(this.schema, document, node, this.mayCompile);
      this.operations.set(node, operation);
    }
    return operation;
  }

  /** Called by Apollo with a document that is valid. */
  set(hash: string, document: DocumentNode): Promise<void> {
    this.byHash.set(hash, document);
    const text = document.loc?.source.body;
    if (text !== undefined) this.byText.set(text, document);
    return Promise.resolve();
  }

  get(hash: string): Promise<DocumentNode | undefined> {
    return Promise.resolve(this.byHash.get(hash));
  }

  delete(hash: string): Promise<void> {
    this.byHash.delete(hash);
    return Promise.resolve();
  }

  private readonly mayCompile = (): boolean => {
    const now = performance.now();
    if (now < this.compileAgainAt) return false;
    this.compileAgainAt = now + COMPILE_EVERY_MS;
    return true;
  };
}
