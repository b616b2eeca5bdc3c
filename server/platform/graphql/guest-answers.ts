import { Extensions } from '@nestjs/graphql';
import {
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionSetNode,
} from 'graphql';
import { boundedCache } from '../bounded-cache.js';
import type { Realtime } from '../realtime/index.js';

/** A root field whose answer to a guest holds nothing but what everybody may see, and is the same for all of them. */
export const PublicData = () => Extensions({ publicData: true });

/** Whether an operation asks for nothing but `@PublicData()`, so that all guests may get one answer. */
export function asksForPublicData(
  schema: GraphQLSchema,
  document: DocumentNode,
  node: OperationDefinitionNode,
): boolean {
  if (node.operation !== OperationTypeNode.QUERY) return false;
  const fields = schema.getQueryType()!.getFields();
  const isPublic = ({ selections }: SelectionSetNode): boolean =>
    selections.every((selection) => {
      if (selection.kind === Kind.INLINE_FRAGMENT) return isPublic(selection.selectionSet);
      if (selection.kind === Kind.FIELD)
        return fields[selection.name.value]?.extensions.publicData === true || selection.name.value === '__typename';
      return document.definitions.some(
        (definition) =>
          definition.kind === Kind.FRAGMENT_DEFINITION &&
          definition.name.value === selection.name.value &&
          isPublic(definition.selectionSet),
      );
    });
  return isPublic(node.selectionSet);
}

export interface Answer {
  body: string;
  /** In points. */
  cost: number;
  /** Without an error: errors carry the request's own id. */
  isWhole: boolean;
  /** Where an error asks for it. */
  retryAfterSeconds?: number | undefined;
}

/** How long an answer to a guest is kept, in milliseconds. */
export const KEPT_MS = 2_000;
/** How long one waits for the answer that another one asked for, in milliseconds. */
const JOINED_MS = 250;
const MAX_KEY = 2_000;
const BYTES_A_CHARACTER = 2;

/**
 * Finished answers to guests, kept for two seconds: when many read the same at once, one of them reads it from the
 * database. Every write of any process lets all of them go.
 */
export class GuestAnswers {
  private readonly kept = boundedCache<{ answer: Answer; until: number }>(
    'publicAnswers',
    ({ answer }, key) => BYTES_A_CHARACTER * (answer.body.length + key.length),
  );
  private writeCount = 0;
  private underWay = new Map<string, Promise<Answer | undefined>>();
  private readonly leave: () => void;

  constructor(private readonly realtime: Realtime) {
    this.leave = realtime.subscribe('public.changed', () => this.drop());
  }

  close(): void {
    this.leave();
  }

  /** Rises with each write: what was made of answers from before it is not kept. */
  get writes(): number {
    return this.writeCount;
  }

  /** Something that guests may see has changed: to be called after the commit, before the writer gets the reply. */
  changed(): void {
    this.drop();
    void this.realtime.publish('public.changed', {});
  }

  /** @param make answers by running the operation; undefined when it cannot, which is not kept. */
  async get(
    operationId: number,
    variables: object,
    make: () => Promise<Answer | undefined>,
  ): Promise<Answer | undefined> {
    const key = `${operationId} ${JSON.stringify(variables)}`;
    if (key.length > MAX_KEY) return make();
    for (;;) {
      const known = this.kept.get(key);
      if (known && known.until > performance.now()) return known.answer;
      const underWay = this.underWay.get(key);
      const answer = underWay && (await unlessLate(underWay));
      if (answer !== 'late') return answer ?? this.make(key, make);
      // It may wait behind other work of whoever asked for it. One of those who joined begins anew, and the others join that one.
      if (this.underWay.get(key) === underWay) this.underWay.delete(key);
    }
  }

  private async make(key: string, make: () => Promise<Answer | undefined>): Promise<Answer | undefined> {
    const { writes, underWay } = this;
    const made = make();
    const shared = made.then(
      (answer) => (answer?.isWhole ? answer : undefined),
      () => undefined,
    );
    underWay.set(key, shared);
    try {
      const answer = await made;
      if (answer?.isWhole && writes === this.writes) this.kept.set(key, { answer, until: performance.now() + KEPT_MS });
      return answer;
    } finally {
      if (underWay.get(key) === shared) underWay.delete(key);
    }
  }

  private drop(): void {
    this.writeCount += 1;
    if (this.kept.size > 0) this.kept.clear();
    this.underWay = new Map();
  }
}

function unlessLate<Result>(result: Promise<Result>): Promise<Result | 'late'> {
  let timer: NodeJS.Timeout;
  const late = new Promise<'late'>((resolve) => (timer = setTimeout(() => resolve('late'), JOINED_MS)));
  return Promise.race([result, late]).finally(() => clearTimeout(timer));
}
