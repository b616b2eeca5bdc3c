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
  type SelectionSetNode,
  type ValueNode,
  valueFromASTUntyped,
} from 'graphql';
import { Extensions } from '@nestjs/graphql';
import { DEFAULT_PAGE, MAX_PAGE } from '../database/index.js';

type Variables = Readonly<Record<string, unknown>>;

/** What an operation costs with these variables: the objects that its lists may return. */
export type Price = (variables: Variables) => number;

/** A list somewhere below: how long it may be, whether its own objects cost anything, and the lists within each of them. */
interface List {
  length: (variables: Variables) => number;
  isFree: boolean;
  within: List[];
}

/**
 * A list without a size: its objects are free, but whatever list stands below them is there so many times.
 * @param price what the list itself costs, where much is read for it
 */
export const AtMost = (count: number, price = 0) => Extensions({ atMost: count, price });

/** The size of a list of which no size is asked for, where it is not the usual one. */
export const PageUnlessGiven = (count: number) => Extensions({ pageUnlessGiven: count });

const SIZES = ['first', 'last'];

/**
 * Compiles the price of an operation: lists are counted with `first` (or `last`, or the number of `ids`) multiplied down;
 * to-one objects, scalars and the objects of lists without a size (tags, pins) are free; such a list may have a price. Whatever the variables, it is no less than 0.
 */
export function compilePrice(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): Price {
  const root = schema.getRootType(operation.operation);
  if (!root) return () => 0;
  const lists = new Lists(schema, document, operation).below([[root, operation.selectionSet]]);
  return (variables) => sum(lists, variables);
}

function sum(lists: readonly List[], variables: Variables): number {
  let cost = 0;
  for (const { length, isFree, within } of lists)
    cost += length(variables) * ((isFree ? 0 : 1) + sum(within, variables));
  return cost;
}

type Selected = [GraphQLNamedType, SelectionSetNode];

class Lists {
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

  /** What is asked for under one name is one answer, and is counted once. */
  below(selected: readonly Selected[]): List[] {
    const answers = new Map<string, { field: GraphQLField<unknown, unknown>; node: FieldNode; below: Selected[] }>();
    for (const [type, node] of selected.flatMap(([type, set]) => this.fields(type, set))) {
      const field = fieldOf(type, node.name.value);
      if (!field) continue;
      const name = `${isObjectType(type) ? type.name : ''}:${node.alias?.value ?? node.name.value}`;
      const answer = answers.get(name) ?? { field, node, below: [] };
      answers.set(name, answer);
      if (node.selectionSet) answer.below.push([getNamedType(field.type), node.selectionSet]);
    }
    return [...answers.values()].flatMap(({ field, node, below }) => {
      const within = this.below(below);
      const length = this.length(field, node);
      if (length) return [{ length, isFree: false, within }];
      const { atMost, price } = field.extensions;
      if (typeof atMost !== 'number' || typeof price !== 'number') return within;
      return [
        { length: () => price, isFree: false, within: [] },
        { length: () => atMost, isFree: true, within },
      ];
    });
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

  private length(field: GraphQLField<unknown, unknown>, node: FieldNode): List['length'] | undefined {
    if (!isCompositeType(getNamedType(field.type))) return undefined;
    const sizes = field.args.filter(({ name }) => SIZES.includes(name));
    if (sizes.length > 0) {
      const given = sizes.map(({ name, defaultValue }) => this.argument(node, name, defaultValue));
      const { pageUnlessGiven } = field.extensions;
      const otherwise = typeof pageUnlessGiven === 'number' ? pageUnlessGiven : DEFAULT_PAGE;
      return (variables) =>
        pageOf(
          given.map((value) => value(variables)),
          otherwise,
        );
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
  private argument(node: FieldNode, name: string, otherwise: unknown): (variables: Variables) => unknown {
    const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
    if (value === undefined) return () => otherwise;
    if (value.kind !== Kind.VARIABLE) {
      if (value.kind !== Kind.LIST) return () => valueFromASTUntyped(value);
      return (variables) => valueFromASTUntyped(value, variables);
    }
    const variable = value.name.value;
    const node_ = this.defaults.get(variable);
    const byDefault: unknown = node_ === undefined ? otherwise : valueFromASTUntyped(node_);
    return (variables) => (variables[variable] === undefined ? byDefault : variables[variable]);
  }
}

const fieldOf = (type: GraphQLNamedType, name: string): GraphQLField<unknown, unknown> | undefined =>
  isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;

/** A size out of range is refused when the list is read; until then it counts as the nearest that is not. */
function pageOf(sizes: readonly unknown[], otherwise: number): number {
  const given = sizes.filter((size) => size != null);
  if (given.length === 0) return otherwise;
  return Math.max(
    ...given.map((size) => (typeof size === 'number' ? Math.min(Math.max(size, 0), MAX_PAGE) : MAX_PAGE)),
  );
}
