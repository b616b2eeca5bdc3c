import { type FieldNode, type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';

/** What is asked for below the field that is being resolved. */
export type Asked = Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>;

/** The fields below that one, and below those of the names that lead on; what `@skip` leaves out is among them. */
export function fieldsBelow({ fieldNodes, fragments }: Asked, ...path: readonly string[]): FieldNode[] {
  const fields = ({ selections }: SelectionSetNode): FieldNode[] =>
    selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return [selection];
      const part = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments[selection.name.value];
      return part ? fields(part.selectionSet) : [];
    });
  const below = (nodes: readonly FieldNode[]) =>
    nodes.flatMap(({ selectionSet }) => (selectionSet ? fields(selectionSet) : []));
  return path.reduce((found, step) => below(found.filter(({ name }) => name.value === step)), below(fieldNodes));
}
