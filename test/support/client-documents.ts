import { type DefinitionNode, type DocumentNode, Kind, type OperationDefinitionNode } from 'graphql';
import * as generated from '../../client/src/graphql/generated/graphql.js';

export interface ClientOperation {
  name: string;
  node: OperationDefinitionNode;
  /** As it is sent: the operation and the fragments it uses. */
  document: DocumentNode;
}

const documents = Object.values<unknown>(generated).filter(
  (value): value is DocumentNode => (value as Partial<DocumentNode> | undefined)?.kind === Kind.DOCUMENT,
);

/** The operations of the client's typed documents. */
export const clientOperations: ClientOperation[] = documents.flatMap((document) =>
  document.definitions
    .filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
    .map((node) => ({ name: node.name!.value, node, document })),
);

/** Every operation and fragment of the client once, by name. */
export const clientDefinitions: ReadonlyMap<string, DefinitionNode> = new Map(
  documents
    .flatMap(({ definitions }) => definitions)
    .filter(({ kind }) => kind === Kind.OPERATION_DEFINITION || kind === Kind.FRAGMENT_DEFINITION)
    .map((definition) => [(definition as OperationDefinitionNode).name!.value, definition]),
);
