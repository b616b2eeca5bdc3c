import {
  type DocumentNode,
  getOperationAST,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type OperationTypeNode,
} from 'graphql';
import { boundedCache } from '../bounded-cache.js';
import type { Metrics, OperationStats } from '../observability/index.js';
import { asksForPublicData } from './guest-answers.js';
import { compilePrice } from './price.js';
import { compiled, failsWhenNull, interpreted, type Run } from './run.js';

/** As a tree, with its price and its compiled form. */
const BYTES_A_TOKEN = 400;
const DOCUMENT_BYTES = 2_000;

/** Compiling takes milliseconds: it must be worth it, and a stranger may not keep the process busy with it. */
const USES_BEFORE_COMPILING = 3;
const LARGEST_COMPILED = 400;
const COMPILING_SHARE = 1 / 10;

let ids = 0;

/** An operation of a document that is valid and within the limits, with all that was worked out about it once. */
export class Operation {
  readonly kind: OperationTypeNode;
  readonly name: string | undefined;
  readonly price: ReturnType<typeof compilePrice>;
  /** May all guests get one answer? */
  readonly isPublic: boolean;
  readonly stats: OperationStats;
  /** Tells it from all others of this process. */
  readonly id = (ids += 1);
  private uses = 0;
  private isCompiled = false;
  private plan: Run | undefined;
  private readonly interpret: Run;
  private readonly fails: readonly string[];

  constructor(
    private readonly schema: GraphQLSchema,
    readonly document: DocumentNode,
    node: OperationDefinitionNode,
    private readonly compiler: Compiler,
    metrics: Metrics,
  ) {
    this.kind = node.operation;
    this.name = node.name?.value;
    this.price = compilePrice(schema, document, node);
    this.isPublic = asksForPublicData(schema, document, node);
    this.stats = metrics.operation(this.name, this.kind);
    this.interpret = interpreted(schema, document, this.name);
    this.fails = failsWhenNull(schema, document, node);
  }

  /** The variables that are null where they are used as what cannot be: each fails there, as graphql-js says. */
  nullsIn(variables: Readonly<Record<string, unknown>>): string[] {
    return this.fails.filter((name) => variables[name] === null);
  }

  /** Runs it: by graphql-js the first times, then by code of its own, which however forgives a null that fails. */
  run: Run = (context, variables) => {
    if (!this.isCompiled && ++this.uses > USES_BEFORE_COMPILING && this.compiler.isFree) {
      this.isCompiled = true;
      this.plan = this.compiler.compile(this.schema, this.document, this.name);
    }
    const run = this.plan && this.nullsIn(variables).length === 0 ? this.plan : this.interpret;
    return run(context, variables);
  };
}

/** Spends at most a tenth of the time on compiling. */
class Compiler {
  private freeAt = 0;
  private plans = 0;
  private refusals = 0;

  constructor(metrics: Metrics) {
    const help = 'Operations that were compiled, and that could not be.';
    metrics.counter('wander_graphql_plans_total', help, () => this.plans, { result: 'compiled' });
    metrics.counter('wander_graphql_plans_total', help, () => this.refusals, { result: 'interpreted' });
  }

  get isFree(): boolean {
    return performance.now() >= this.freeAt;
  }

  compile(schema: GraphQLSchema, document: DocumentNode, name: string | undefined): Run | undefined {
    const began = performance.now();
    const isSmall = (document.tokenCount ?? 0) <= LARGEST_COMPILED;
    const run = isSmall ? compiled(schema, document, name) : undefined;
    if (run) this.plans += 1;
    else this.refusals += 1;
    const ended = performance.now();
    this.freeAt = ended + (ended - began) / COMPILING_SHARE;
    return run;
  }
}

/** Apollo's names of documents and of persisted queries end in the SHA-256 of their text. */
const hashIn = (name: string): string => name.slice(name.lastIndexOf(':') + 1);

/**
 * The documents that Apollo has parsed and validated, and so need not be looked at again: Apollo's document store, its store of
 * automatic persisted queries, and the pipeline's way to an operation by its text or hash.
 */
export class Documents {
  private readonly byText = boundedCache<DocumentNode>(
    'documents',
    ({ tokenCount = 0 }, text) => DOCUMENT_BYTES + tokenCount * BYTES_A_TOKEN + 2 * text.length,
    (text) => this.forget(text),
  );
  /** By SHA-256, and the other way round. */
  private readonly texts = new Map<string, string>();
  private readonly hashes = new Map<string, string>();
  private readonly operations = new WeakMap<OperationDefinitionNode, Operation>();
  private readonly compiler: Compiler;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly metrics: Metrics,
  ) {
    this.compiler = new Compiler(metrics);
  }

  /** The document of a text, if it is known. */
  known(text: string): DocumentNode | undefined {
    return this.byText.get(text);
  }

  /** The text of a document by its SHA-256, if it is known. */
  textOf(hash: string): string | undefined {
    return this.texts.get(hash);
  }

  /** For Apollo: whatever is valid and was sent as text may be asked for by its hash, as long as it is known. */
  readonly persistedQueries = {
    get: (name: string) => Promise.resolve(this.textOf(hashIn(name))),
    // Documents are kept when they were validated.
    set: () => Promise.resolve(),
    delete: () => Promise.resolve(),
  };

  /** Takes a document that is valid and within the limits. */
  keep(document: DocumentNode): void {
    const text = document.loc?.source.body;
    if (text !== undefined) this.byText.set(text, document);
  }

  /** The operation that a request names, if its document is known. */
  find(text: string, operationName: string | null | undefined): Operation | undefined {
    const document = this.byText.get(text);
    const node = document && getOperationAST(document, operationName);
    return node ? this.operationOf(document, node) : undefined;
  }

  operationOf(document: DocumentNode, node: OperationDefinitionNode): Operation {
    let operation = this.operations.get(node);
    if (operation === undefined) {
      operation = new Operation(this.schema, document, node, this.compiler, this.metrics);
      this.operations.set(node, operation);
    }
    return operation;
  }

  /** Called by Apollo with a document that is valid. */
  set(name: string, document: DocumentNode): Promise<void> {
    const hash = hashIn(name);
    const text = document.loc?.source.body;
    this.keep(document);
    if (text !== undefined && this.byText.has(text)) {
      this.texts.set(hash, text);
      this.hashes.set(text, hash);
    }
    return Promise.resolve();
  }

  get(name: string): Promise<DocumentNode | undefined> {
    const text = this.textOf(hashIn(name));
    return Promise.resolve(text === undefined ? undefined : this.byText.get(text));
  }

  delete(name: string): Promise<void> {
    const text = this.textOf(hashIn(name));
    if (text !== undefined) {
      this.byText.delete(text);
      this.forget(text);
    }
    return Promise.resolve();
  }

  private forget(text: string): void {
    this.texts.delete(this.hashes.get(text) ?? '');
    this.hashes.delete(text);
  }
}
