import { type ASTVisitor, type FieldNode, GraphQLError, Kind, type ValidationContext } from 'graphql';

/**
 * For INTROSPECTION=false: no `__schema`, and of `__type` nothing but the name that was asked with, which tells no more
 * than a field of that type would. GraphQL's own audits ask so much.
 */
export const noIntrospection = (context: ValidationContext): ASTVisitor => ({
  Field(node) {
    if (node.name.value === '__schema' || (node.name.value === '__type' && !asksForNameAlone(node)))
      context.reportError(new GraphQLError('The schema is not told by this server.', { nodes: [node] }));
  },
});

const asksForNameAlone = ({ selectionSet }: FieldNode): boolean =>
  selectionSet?.selections.every((selection) => selection.kind === Kind.FIELD && selection.name.value === 'name') ??
  true;
