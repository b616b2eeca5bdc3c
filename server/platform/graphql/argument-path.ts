import {
  type ASTNode,
  BREAK,
  type DocumentNode,
  Kind,
  type OperationDefinitionNode,
  type VariableDefinitionNode,
  visit,
} from 'graphql';

/**
 * Where a value stands in the arguments of its field, as in `input.tags.0`: literals and variables have the same paths. Of a variable it
 * is where it is used first. Undefined for what stands in no argument.
 */
export function argumentPath(document: DocumentNode, node: ASTNode): string | undefined {
  if (node.kind !== Kind.VARIABLE_DEFINITION) return pathOf(document, (other) => other === node);
  const { value: name } = node.variable.name;
  const isUse = (other: ASTNode) => other.kind === Kind.VARIABLE && other.name.value === name;
  const uses = definitionsOf(document, node).map((part) => pathOf(part, isUse));
  return uses.find((path) => path !== undefined);
}

/** The operation of a variable, and what it may have of other definitions. */
function definitionsOf(document: DocumentNode, variable: VariableDefinitionNode): ASTNode[] {
  const declares = (part: ASTNode): part is OperationDefinitionNode =>
    part.kind === Kind.OPERATION_DEFINITION && part.variableDefinitions?.includes(variable) === true;
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  return [...document.definitions.filter(declares), ...fragments];
}

function pathOf(root: ASTNode, isWanted: (node: ASTNode) => boolean): string | undefined {
  let found: string | undefined;
  visit(root, {
    VariableDefinition: () => false,
    enter: (node, _key, parent, _path, beforeParent) => {
      if (!isWanted(node)) return undefined;
      const ancestors = [...beforeParent, parent].filter((one): one is ASTNode => one !== undefined && 'kind' in one);
      found = stepsOf([...ancestors, node]).join('.') || undefined;
      return BREAK;
    },
  });
  return found;
}

/** The names from the last argument on: arguments of directives stand in no other. */
function stepsOf(nodes: readonly ASTNode[]): (string | number)[] {
  const begin = nodes.findLastIndex(({ kind }) => kind === Kind.ARGUMENT);
  if (begin === -1) return [];
  return nodes.slice(begin).flatMap((node, i, from) => {
    if (node.kind === Kind.ARGUMENT || node.kind === Kind.OBJECT_FIELD) return node.name.value;
    const within = from[i - 1];
    return within?.kind === Kind.LIST ? within.values.indexOf(node as (typeof within.values)[number]) : [];
  });
}
