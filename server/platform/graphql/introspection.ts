import { type ASTVisitor, GraphQLError, type ValidationContext } from 'graphql';

/** For INTROSPECTION=false: no `__schema`, and of `__type` not even its name; `__typename` stays. */
export const noIntrospection = (context: ValidationContext): ASTVisitor => ({
  Field(node) {
    if (node.name.value === '__schema' || node.name.value === '__type')
      context.reportError(new GraphQLError('The schema is not told by this server.', { nodes: [node] }));
  },
});
