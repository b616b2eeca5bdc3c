import {
  type ArgumentNode,
  type DefinitionNode,
  type DocumentNode,
  Kind,
  print,
  type SelectionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import type { CompactDefinition, CompactSelection, CompactValue } from '../src/graphql/compact-document.js';

const named = <Node extends { name: { value: string } }, Value>(nodes: readonly Node[], of: (node: Node) => Value) =>
  Object.fromEntries(nodes.map((node) => [node.name.value, of(node)]));

function valueOf(value: ValueNode): CompactValue {
  switch (value.kind) {
    case Kind.VARIABLE:
      return `$${value.name.value}`;
    case Kind.ENUM:
      return `=${value.value}`;
    case Kind.STRING:
      return `"${value.value}`;
    case Kind.INT:
      return Number(value.value);
    case Kind.BOOLEAN:
      return value.value;
    case Kind.NULL:
      return null;
    case Kind.LIST:
      return value.values.map(valueOf);
    case Kind.OBJECT:
      return named(value.fields, (field) => valueOf(field.value));
    case Kind.FLOAT:
      throw new Error('The compact form of documents has no floats yet: src/graphql/compact-document.ts');
  }
}

const argumentsOf = (args: readonly ArgumentNode[] = []) =>
  args.length > 0 ? named(args, ({ value }) => valueOf(value)) : 0;

const selectionsOf = ({ selections }: SelectionSetNode) => selections.map(selectionOf);

/** The variable of its `@include`. */
function includeIfOf({ directives = [] }: SelectionNode): string | undefined {
  const [first, ...others] = directives;
  if (!first) return undefined;
  const value = first.arguments?.[0]?.value;
  if (first.name.value !== 'include' || value?.kind !== Kind.VARIABLE || others.length > 0)
    throw new Error('The compact form of documents has no directive but @include with a variable yet');
  return value.name.value;
}

function selectionOf(selection: SelectionNode): CompactSelection {
  const includeIf = includeIfOf(selection);
  if (selection.kind !== Kind.FIELD && includeIf)
    throw new Error('The compact form of documents has directives on fields alone yet');
  if (selection.kind === Kind.FRAGMENT_SPREAD) return `...${selection.name.value}`;
  if (selection.kind === Kind.INLINE_FRAGMENT)
    return [`...${selection.typeCondition?.name.value ?? ''}`, 0, selectionsOf(selection.selectionSet)];
  const { name, selectionSet, alias } = selection;
  const parts = [
    argumentsOf(selection.arguments),
    selectionSet && selectionsOf(selectionSet),
    alias?.value,
    includeIf,
  ] as const;
  const known = parts.findLastIndex(Boolean) + 1;
  return known === 0 ? name.value : ([name.value, ...parts.slice(0, known)] as unknown as CompactSelection);
}

function definitionOf(definition: DefinitionNode): CompactDefinition {
  if (definition.kind === Kind.FRAGMENT_DEFINITION)
    return [definition.name.value, definition.typeCondition.name.value, selectionsOf(definition.selectionSet)];
  if (definition.kind !== Kind.OPERATION_DEFINITION)
    throw new Error(`${definition.kind} is nothing that a client sends`);
  const variables = definition.variableDefinitions ?? [];
  if (variables.some(({ defaultValue }) => defaultValue)) throw new Error('The compact form has no default values yet');
  return [
    definition.operation,
    definition.name?.value ?? '',
    Object.fromEntries(variables.map(({ variable, type }) => [variable.name.value, print(type)])),
    selectionsOf(definition.selectionSet),
  ];
}

/** What src/graphql/compact-document.ts expands to the same document. Throws for what our documents have not needed so far. */
export const compact = ({ definitions }: DocumentNode): CompactDefinition[] => definitions.map(definitionOf);
