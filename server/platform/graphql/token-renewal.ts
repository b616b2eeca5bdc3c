import { getOperationAST, Kind, parse } from 'graphql';

/** The mutations that ask for a new access token, and so have no use for the old one. */
const RENEWALS = new Set(['login', 'refreshSession', '__typename']);
/** More than one that chooses all that its answer has. */
const MOST_TOKENS = 200;

/** Whether an operation does nothing but give a new access token. Its document need not be valid. */
export function renewsToken(text: string | undefined, operationName: unknown): boolean {
  if (text === undefined || !/\b(?:login|refreshSession)\b/.test(text)) return false;
  try {
    const document = parse(text, { noLocation: true, maxTokens: MOST_TOKENS });
    const operation = getOperationAST(document, typeof operationName === 'string' ? operationName : undefined);
    if (operation?.operation !== 'mutation') return false;
    return operation.selectionSet.selections.every(
      (selection) => selection.kind === Kind.FIELD && RENEWALS.has(selection.name.value),
    );
  } catch {
    return false;
  }
}
