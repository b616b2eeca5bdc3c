import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  getNullableType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
  type ValueNode,
  valueFromASTUntyped,
} from 'graphql';
import { Extensions } from '@nestjs/graphql';
import { DEFAULT_PAGE, MAX_PAGE } from '../database/index.js';
import { LIMITS } from '../limits.js';
import { LONG_TEXT_BYTES } from './answer-size.js';

type Variables = Readonly<Record<string, unknown>>;

/** What an operation may bring at most with these variables, in points and bytes. */
export interface Price {
  /** Objects of lists. */
  objects: number;
  /** Steps from one object to another beyond the first, and what some lists cost whatever they bring. */
  fixed: number;
  /** Texts that may pass 1 kB, each by its greatest size. */
  texts: number;
  /** The answer's greatest size. */
  bytes: number;
}

export const costOf = ({ objects, fixed, texts }: Price): number => objects + fixed + texts;

/** Of one character, at most. */
const UTF8_BYTES = 4;
/** What a scalar that is no text takes in an answer, a name with quotation marks and a comma; no field's name is longer. */
const SCALAR_BYTES = 60;
const NAME_BYTES = 30;
const INTROSPECTION_FIELDS_A_POINT = 10;
const INTROSPECTION = new Map([SchemaMetaFieldDef, TypeMetaFieldDef].map((field) => [field.name, field]));

/** A value that may depend on the variables. */
type Value<T> = ((variables: Variables) => T) & { isConstant?: true };

const constant = <T>(value: T): Value<T> => Object.assign(() => value, { isConstant: true as const });

/** A field with what it may bring, and the fields below it. */
interface Part {
  /** How often it is there below its parent. */
  length: Value<number>;
  objects: number;
  fixed: number;
  texts: number;
  bytes: number;
  within: Part[];
}

/**
 * A list without a size: its objects are free, but whatever list stands below them is there so many times.
 * @param price what the list itself costs, where much is read for it
 */
export const AtMost = (count: number, price = 0) => Extensions({ atMost: count, price });

/** The size of a list of which no size is asked for, where it is not the usual one. */
export const PageUnlessGiven = (count: number) => Extensions({ pageUnlessGiven: count });

/** The greatest size of a text in UTF-8, where that is more than 1 kB. */
export const GreatestSize = (bytes: number) => Extensions({ greatestSize: bytes });

/** The same for a text of so many characters. */
export const GreatestLength = (characters: number) => GreatestSize(UTF8_BYTES * characters);

const SIZES = ['first', 'last'];

/**
 * Compiles the price of an operation. Lists are counted with `first` (or `last`, or the number of `ids`) multiplied down; the
 * objects of lists without a size (tags, pins) are free, but such a list may have a price. The first step from an object to
 * another is free, each further one costs a point; a text that may pass 1 kB costs a point for every 10 kB of its greatest size.
 * Introspection costs by the number of its fields. Whatever the variables, all sums are whole numbers and no less than 0.
 */
export function compilePrice(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): (variables: Variables) => Price {
  const root = schema.getRootType(operation.operation);
  const parts = root ? new Parts(schema, document, operation).below([[root, operation.selectionSet]], 0) : [];
  const priceWith = (variables: Variables): Price => {
    const price: Price = { objects: 0, fixed: 0, texts: 0, bytes: 0 };
    add(price, parts, 1, variables);
    return price;
  };
  if (parts.some(isVariable)) return priceWith;
  const price = Object.freeze(priceWith({}));
  return () => price;
}

const isVariable = ({ length, within }: Part): boolean => length.isConstant !== true || within.some(isVariable);

function add(price: Price, parts: readonly Part[], times: number, variables: Variables): void {
  for (const part of parts) {
    const count = times * part.length(variables);
    price.objects += count * part.objects;
    price.fixed += count * part.fixed;
    price.texts += count * part.texts;
    price.bytes += count * part.bytes;
    add(price, part.within, count, variables);
  }
}

const once = constant(1);

type Selected = [GraphQLNamedType, SelectionSetNode];

/** A field of an object, and all that is asked for below it. */
interface Answer {
  parent: GraphQLNamedType;
  field: GraphQLField<unknown, unknown>;
  node: FieldNode;
  below: Selected[];
}

class Parts {
  private readonly fragments = new Map<string, FragmentDefinitionNode>();
  private readonly defaults = new Map<string, ValueNode | undefined>();

  constructor(
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
  ) {
    for (const definition of document.definitions)
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.fragments.set(definition.name.value, definition);
    for (const { variable, defaultValue } of operation.variableDefinitions ?? [])
      this.defaults.set(variable.name.value, defaultValue);
  }

  /**
   * What is asked for under one name is one answer, and is counted once.
   * @param steps from one object to another, since the last list
   */
  below(selected: readonly Selected[], steps: number): Part[] {
    const answers = new Map<string, Answer>();
    for (const [type, node] of selected.flatMap(([type, set]) => this.fields(type, set))) {
      const field = fieldOf(type, node.name.value) ?? INTROSPECTION.get(node.name.value);
      if (!field) continue;
      const name = `${isObjectType(type) ? type.name : ''}:${node.alias?.value ?? node.name.value}`;
      const answer = answers.get(name) ?? { parent: type, field, node, below: [] };
      answers.set(name, answer);
      if (node.selectionSet) answer.below.push([getNamedType(field.type), node.selectionSet]);
    }
    return [...answers.values()].flatMap((answer) => this.partsOf(answer, steps));
  }

  private partsOf({ parent, field, node, below }: Answer, steps: number): Part[] {
    const none = { length: once, objects: 0, fixed: 0, texts: 0, bytes: NAME_BYTES, within: [] };
    if (INTROSPECTION.has(field.name)) return [{ ...none, ...this.introspection(below) }];
    const type = getNamedType(field.type);
    if (!isCompositeType(type)) {
      const bytes = greatestSizeOf(field, type);
      const texts = bytes > LONG_TEXT_BYTES ? Math.ceil(bytes / LIMITS.document.textBytesOfPoint) : 0;
      return [{ ...none, texts, bytes: NAME_BYTES + bytes }];
    }
    const length = this.length(field, node);
    if (length) return [{ ...none, length, objects: 1, within: this.below(below, 0) }];
    const { atMost, price } = field.extensions;
    if (typeof atMost === 'number' && typeof price === 'number')
      return [
        { ...none, fixed: price },
        { ...none, length: constant(atMost), within: this.below(below, 0) },
      ];
    const isStep = isNode(parent) && isNode(type);
    return [{ ...none, fixed: isStep && steps > 0 ? 1 : 0, within: this.below(below, isStep ? steps + 1 : steps) }];
  }

  /** What the schema says of itself is large, whatever is asked. */
  private introspection(below: readonly Selected[]): Pick<Part, 'fixed' | 'bytes'> {
    const count = below.reduce((sum, [type, set]) => sum + this.countFields(type, set), 0);
    const fixed = Math.max(LIMITS.document.introspectionPoints, Math.ceil(count / INTROSPECTION_FIELDS_A_POINT));
    return { fixed, bytes: LIMITS.request.answerBytes };
  }

  private countFields(type: GraphQLNamedType, set: SelectionSetNode): number {
    return this.fields(type, set).reduce(
      (sum, [on, { selectionSet }]) => sum + 1 + (selectionSet ? this.countFields(on, selectionSet) : 0),
      0,
    );
  }

  private fields(type: GraphQLNamedType, { selections }: SelectionSetNode): [GraphQLNamedType, FieldNode][] {
    return selections.flatMap((selection): [GraphQLNamedType, FieldNode][] => {
      if (selection.kind === Kind.FIELD) return [[type, selection]];
      const part = selection.kind === Kind.INLINE_FRAGMENT ? selection : this.fragments.get(selection.name.value);
      if (!part) return [];
      const on = part.typeCondition && this.schema.getType(part.typeCondition.name.value);
      return this.fields(on ?? type, part.selectionSet);
    });
  }

  private length(field: GraphQLField<unknown, unknown>, node: FieldNode): Value<number> | undefined {
    const sizes = field.args.filter(({ name }) => SIZES.includes(name));
    if (sizes.length > 0) {
      const given = sizes.map(({ name, defaultValue }) => this.argument(node, name, defaultValue));
      const { pageUnlessGiven } = field.extensions;
      const otherwise = typeof pageUnlessGiven === 'number' ? pageUnlessGiven : DEFAULT_PAGE;
      const length = (variables: Variables) =>
        pageOf(
          given.map((value) => value(variables)),
          otherwise,
        );
      return given.every(({ isConstant }) => isConstant) ? constant(length({})) : length;
    }
    if (isListType(getNullableType(field.type)) && field.args.some(({ name }) => name === 'ids')) {
      const ids = this.argument(node, 'ids', []);
      return (variables) => {
        const value = ids(variables);
        return Array.isArray(value) ? value.length : 1;
      };
    }
    return undefined;
  }

  /** As it will be given: by the document, by a variable, by the variable's default or by the argument's own. */
  private argument(node: FieldNode, name: string, otherwise: unknown): Value<unknown> {
    const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
    if (value === undefined) return constant(otherwise);
    if (value.kind !== Kind.VARIABLE) {
      if (value.kind !== Kind.LIST) return constant(valueFromASTUntyped(value));
      return (variables) => valueFromASTUntyped(value, variables);
    }
    const variable = value.name.value;
    const defaultNode = this.defaults.get(variable);
    const byDefault: unknown = defaultNode === undefined ? otherwise : valueFromASTUntyped(defaultNode);
    return (variables) => (variables[variable] === undefined ? byDefault : variables[variable]);
  }
}

/** Something with a global id, and so an object of its own; connections, edges and payloads are parts of others. */
const isNode = (type: GraphQLNamedType): boolean =>
  (isInterfaceType(type) && type.name === 'Node') ||
  (isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Node'));

function greatestSizeOf(
  { extensions: { greatestSize } }: GraphQLField<unknown, unknown>,
  type: GraphQLNamedType,
): number {
  if (typeof greatestSize === 'number') return greatestSize;
  return type.name === 'String' ? LONG_TEXT_BYTES : SCALAR_BYTES;
}

const fieldOf = (type: GraphQLNamedType, name: string): GraphQLField<unknown, unknown> | undefined =>
  isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;

/** A size out of range is refused when the list is read; until then it counts as the nearest that is not. */
function pageOf(sizes: readonly unknown[], otherwise: number): number {
  const given = sizes.filter((size) => size != null);
  if (given.length === 0) return otherwise;
  return Math.max(
    ...given.map((size) => (Number.isInteger(size) ? Math.min(Math.max(size as number, 0), MAX_PAGE) : MAX_PAGE)),
  );
}
