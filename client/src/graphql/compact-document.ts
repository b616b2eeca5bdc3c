import {
  type ArgumentNode,
  type DefinitionNode,
  type DocumentNode,
  Kind,
  type NameNode,
  type OperationTypeNode,
  type SelectionNode,
  type SelectionSetNode,
  type TypeNode,
  type ValueNode,
} from 'graphql';

/*
 * A GraphQL document as the build puts it into the scripts (build/graphql-documents.ts): a sixth of the size of its syntax tree
 * as JSON, and no parser is needed for it.
 */

/** `$first` is a variable, `=NEW` an enum value, `"text` a string. */
export type CompactValue =
  string | number | boolean | null | readonly CompactValue[] | { [name: string]: CompactValue };
type CompactArguments = Readonly<Record<string, CompactValue>>;

/**
 * `title`, `...Card_post` for a fragment's, or what has more than a name: arguments (0 for none), selections of its own, an alias,
 * the variable on which it depends (`@include`). `...Post` has the selections of a type.
 */
export type CompactSelection =
  | string
  | readonly [
      name: string,
      args: CompactArguments | 0,
      selections?: readonly CompactSelection[] | null,
      alias?: string | null,
      includeIf?: string,
    ];

/** A fragment: its name, its type, its fields. An operation: its kind, its name, its variables by type, its fields. */
export type CompactDefinition =
  | readonly [name: string, type: string, selections: readonly CompactSelection[]]
  | readonly [
      operation: string,
      name: string,
      variables: Readonly<Record<string, string>>,
      selections: readonly CompactSelection[],
    ];

const nameOf = (value: string): NameNode => ({ kind: Kind.NAME, value });
const namedType = (type: string) => ({ kind: Kind.NAMED_TYPE, name: nameOf(type) }) as const;

function typeOf(text: string): TypeNode {
  if (text.endsWith('!')) return { kind: Kind.NON_NULL_TYPE, type: typeOf(text.slice(0, -1)) as never };
  if (text.startsWith('[')) return { kind: Kind.LIST_TYPE, type: typeOf(text.slice(1, -1)) };
  return namedType(text);
}

function valueOf(value: CompactValue): ValueNode {
  if (value === null) return { kind: Kind.NULL };
  if (typeof value === 'number') return { kind: Kind.INT, value: String(value) };
  if (typeof value === 'boolean') return { kind: Kind.BOOLEAN, value };
  if (typeof value === 'string') {
    const rest = value.slice(1);
    if (value.startsWith('$')) return { kind: Kind.VARIABLE, name: nameOf(rest) };
    return value.startsWith('=') ? { kind: Kind.ENUM, value: rest } : { kind: Kind.STRING, value: rest };
  }
  if (Array.isArray(value)) return { kind: Kind.LIST, values: value.map(valueOf) };
  const fields = Object.entries(value as Record<string, CompactValue>).map(
    ([name, own]) => ({ kind: Kind.OBJECT_FIELD, name: nameOf(name), value: valueOf(own) }) as const,
  );
  return { kind: Kind.OBJECT, fields };
}

function selectionOf(selection: CompactSelection): SelectionNode {
  const [name, args, selections, alias, includeIf] =
    typeof selection === 'string' ? ([selection, 0] as const) : selection;
  const selectionSet = selections ? selectionSetOf(selections) : undefined;
  if (name.startsWith('...')) {
    const rest = name.slice(3);
    if (!selectionSet) return { kind: Kind.FRAGMENT_SPREAD, name: nameOf(rest) };
    return { kind: Kind.INLINE_FRAGMENT, typeCondition: namedType(rest), selectionSet };
  }
  return {
    kind: Kind.FIELD,
    name: nameOf(name),
    alias: alias ? nameOf(alias) : undefined,
    arguments: argumentsOf(args || {}),
    directives: includeIf
      ? [{ kind: Kind.DIRECTIVE, name: nameOf('include'), arguments: argumentsOf({ if: `$${includeIf}` }) }]
      : [],
    selectionSet,
  };
}

const argumentsOf = (args: CompactArguments): ArgumentNode[] =>
  Object.entries(args).map(([own, value]) => ({ kind: Kind.ARGUMENT, name: nameOf(own), value: valueOf(value) }));

const selectionSetOf = (selections: readonly CompactSelection[]): SelectionSetNode => ({
  kind: Kind.SELECTION_SET,
  selections: selections.map(selectionOf),
});

function definitionOf(definition: CompactDefinition): DefinitionNode {
  if (definition.length === 3) {
    const [name, type, selections] = definition;
    return {
      kind: Kind.FRAGMENT_DEFINITION,
      name: nameOf(name),
      typeCondition: namedType(type),
      selectionSet: selectionSetOf(selections),
    };
  }
  const [operation, name, variables, selections] = definition;
  return {
    kind: Kind.OPERATION_DEFINITION,
    operation: operation as OperationTypeNode,
    name: nameOf(name),
    variableDefinitions: Object.entries(variables).map(([own, type]) => ({
      kind: Kind.VARIABLE_DEFINITION,
      variable: { kind: Kind.VARIABLE, name: nameOf(own) },
      type: typeOf(type),
    })),
    selectionSet: selectionSetOf(selections),
  };
}

/** The document as Apollo Client takes it. */
export const expand = (definitions: readonly CompactDefinition[]): DocumentNode => ({
  kind: Kind.DOCUMENT,
  definitions: definitions.map(definitionOf),
});
