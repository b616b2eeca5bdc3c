import {
  type ASTVisitor,
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';
import { LIMITS } from '../limits.js';

/** The size of a document's largest operation. What stands below `__schema` and `__type` is counted apart. */
export interface Size {
  tokens: number;
  depth: number;
  fields: number;
  aliases: number;
  rootFields: number;
  directives: number;
  /** At one place, without those that every client may need there. */
  directivesAtPlace: number;
  introspection: { depth: number; fields: number };
}

/** Thirty fragments that each use the next one twice are 2^30 fields: nothing needs to be counted further than this. */
const ENOUGH = 1_000_000;
const INTROSPECTION = new Set(['__schema', '__type']);

/** A selection set; `rootFields` are the fields of its own level. */
type Part = Omit<Size, 'tokens'>;

const empty = (): Part => ({
  depth: 0,
  fields: 0,
  aliases: 0,
  rootFields: 0,
  directives: 0,
  directivesAtPlace: 0,
  introspection: { depth: 0, fields: 0 },
});

function add(sum: Part, part: Part): void {
  sum.depth = Math.max(sum.depth, part.depth);
  sum.fields = Math.min(ENOUGH, sum.fields + part.fields);
  sum.aliases = Math.min(ENOUGH, sum.aliases + part.aliases);
  sum.rootFields = Math.min(ENOUGH, sum.rootFields + part.rootFields);
  sum.directives = Math.min(ENOUGH, sum.directives + part.directives);
  sum.directivesAtPlace = Math.max(sum.directivesAtPlace, part.directivesAtPlace);
  sum.introspection.depth = Math.max(sum.introspection.depth, part.introspection.depth);
  sum.introspection.fields = Math.min(ENOUGH, sum.introspection.fields + part.introspection.fields);
}

const CONDITIONS = new Set(['include', 'skip']);

function addDirectives(sum: Part, directives: readonly DirectiveNode[] = []): void {
  const others = directives.filter(({ name }) => !CONDITIONS.has(name.value));
  sum.directives += directives.length;
  sum.directivesAtPlace = Math.max(sum.directivesAtPlace, others.length);
}

/** Measures in a time that grows with the document's length, however often its fragments are used. */
class Measure {
  private readonly fragments = new Map<string, FragmentDefinitionNode>();
  private readonly known = new Map<string, Part>();

  constructor(private readonly document: DocumentNode) {
    for (const definition of document.definitions)
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.fragments.set(definition.name.value, definition);
  }

  get size(): Size {
    const largest = empty();
    for (const definition of this.document.definitions) {
      if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
      const operation = this.selections(definition.selectionSet);
      addDirectives(operation, definition.directives);
      for (const variable of definition.variableDefinitions ?? []) addDirectives(operation, variable.directives);
      largest.fields = Math.max(largest.fields, operation.fields);
      largest.aliases = Math.max(largest.aliases, operation.aliases);
      largest.directives = Math.max(largest.directives, operation.directives);
      largest.directivesAtPlace = Math.max(largest.directivesAtPlace, operation.directivesAtPlace);
      largest.depth = Math.max(largest.depth, operation.depth);
      largest.introspection.depth = Math.max(largest.introspection.depth, operation.introspection.depth);
      largest.introspection.fields = Math.max(largest.introspection.fields, operation.introspection.fields);
      largest.rootFields = Math.max(largest.rootFields, operation.rootFields);
    }
    return { ...largest, tokens: this.document.tokenCount ?? 0 };
  }

  private selections({ selections }: SelectionSetNode): Part {
    const sum = empty();
    for (const selection of selections) {
      addDirectives(sum, selection.directives);
      if (selection.kind === Kind.FRAGMENT_SPREAD) add(sum, this.fragment(selection.name.value));
      else if (selection.kind === Kind.INLINE_FRAGMENT) add(sum, this.selections(selection.selectionSet));
      else {
        const below = selection.selectionSet ? this.selections(selection.selectionSet) : empty();
        const isIntrospection = INTROSPECTION.has(selection.name.value);
        add(sum, {
          ...below,
          depth: isIntrospection ? 1 : below.depth + 1,
          fields: isIntrospection ? 1 : below.fields + 1,
          aliases: below.aliases + (selection.alias ? 1 : 0),
          rootFields: 1,
          introspection: isIntrospection ? { depth: below.depth + 1, fields: below.fields + 1 } : below.introspection,
        });
      }
    }
    return sum;
  }

  private fragment(name: string): Part {
    const known = this.known.get(name);
    if (known !== undefined) return known;
    // A fragment within itself counts nothing there; another rule refuses it.
    this.known.set(name, empty());
    const fragment = this.fragments.get(name);
    const part = fragment ? this.selections(fragment.selectionSet) : empty();
    addDirectives(part, fragment?.directives);
    this.known.set(name, part);
    return part;
  }
}

export const measure = (document: DocumentNode): Size => new Measure(document).size;

/** Why a document of this size is not answered, as a sentence; nothing when it may be. */
function excess(size: Size): string | undefined {
  const { document } = LIMITS;
  const rules: [is: number, most: number, text: (is: string, most: number) => string][] = [
    [size.tokens, document.tokens, (_, most) => `The document has more than ${most} tokens.`],
    [size.depth, document.depth, (is, most) => `Fields nest ${is} deep; at most ${most} are answered.`],
    [size.fields, document.fields, (_, most) => `With its fragments the document has more than ${most} fields.`],
    [size.aliases, document.aliases, (is, most) => `There are ${is} aliases; at most ${most} are answered.`],
    [size.rootFields, document.rootFields, (_, most) => `There are more than ${most} fields at the root.`],
    [size.directives, document.directives, (is, most) => `There are ${is} directives; at most ${most} are answered.`],
    [
      size.directivesAtPlace,
      document.directivesAtPlace,
      (is, most) => `There are ${is} directives at one place; at most ${most} are answered.`,
    ],
    [
      size.introspection.depth,
      document.introspectionDepth,
      (is, most) => `Introspection nests ${is} deep; at most ${most} are answered.`,
    ],
    [
      size.introspection.fields,
      document.introspectionFields,
      (_, most) => `Introspection asks for more than ${most} fields.`,
    ],
  ];
  const broken = rules.find(([is, most]) => is > most);
  return broken && broken[2](broken[0] >= ENOUGH ? 'far too many' : String(broken[0]), broken[1]);
}

/** Did the parser stop at its limit, or the rule below refuse? */
export const isBeyondLimits = ({ extensions, message }: GraphQLError): boolean =>
  extensions.isLimit === true || message.includes('Parsing aborted.');

/** A validation rule. A document beyond a limit is not looked at by the other rules, some of which it would keep busy. */
export const withinLimits = (context: ValidationContext): ASTVisitor => ({
  Document: {
    enter(document) {
      const reason = excess(measure(document));
      if (reason === undefined) return undefined;
      context.reportError(new GraphQLError(reason, { extensions: { isLimit: true } }));
      // As if there were nothing more to visit.
      return null;
    },
  },
});
