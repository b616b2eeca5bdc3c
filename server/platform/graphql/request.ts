/** What a request asks for; nothing of it is checked yet. */
export interface GraphqlRequest {
  query?: unknown;
  variables?: unknown;
  operationName?: unknown;
  extensions?: unknown;
}

/** The same as Apollo reads it: the body of a POST, or the search of a GET. */
export interface Source {
  body: unknown;
  search: string;
}

/** Reads the body of a POST. An empty name, document, set of variables or of extensions is none: clients send it for what is not set. */
export function requestOfBody(json: unknown): { request: GraphqlRequest; source: Source } {
  const request = (json ?? {}) as GraphqlRequest;
  if (request.operationName === '') delete request.operationName;
  if (request.query === '' || request.query === null) delete request.query;
  withoutEmptyMaps(request);
  return { request, source: { body: json, search: '' } };
}

/** Reads the address of a GET. What cannot be read stays a text or a list, which Apollo refuses. */
export function requestOfAddress(url = '/'): { request: GraphqlRequest; source: Source } {
  const parameters = new URL(url, 'http://localhost').searchParams;
  for (const name of ['query', 'operationName', 'variables', 'extensions']) {
    const values = parameters.getAll(name);
    if (values.length === 1 && IS_NOTHING.has(values[0]!)) parameters.delete(name);
  }
  const request = {
    query: onlyOf(parameters.getAll('query')),
    operationName: onlyOf(parameters.getAll('operationName')),
    variables: jsonOf(onlyOf(parameters.getAll('variables'))),
    extensions: jsonOf(onlyOf(parameters.getAll('extensions'))),
  };
  return { request, source: { body: undefined, search: `?${parameters.toString()}` } };
}

/** What clients send for a parameter that is not set. */
const IS_NOTHING = new Set(['', 'null', '[]']);

/** Leaves out variables and extensions that are empty texts, or lists as PHP writes an empty map. */
export function withoutEmptyMaps(request: { variables?: unknown; extensions?: unknown }): void {
  for (const name of ['variables', 'extensions'] as const)
    if (request[name] === '' || isEmptyList(request[name])) delete request[name];
}

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

const onlyOf = (values: string[]): string | string[] | undefined => (values.length > 1 ? values : values[0]);

function jsonOf(value: string | string[] | undefined): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** Names under which clients send the id of a document in place of the document. */
const DOCUMENT_IDS = ['documentId', 'doc_id', 'id'];

/** Why a request without a document is refused; undefined where there is one, or its hash. */
export function documentProblem({ query, extensions }: GraphqlRequest, { body, search }: Source): string | undefined {
  if (search === '' && (typeof body !== 'object' || body === null))
    return 'The body must be a JSON object, as in `{ "query": "{ __typename }" }`.';
  const isPersisted = typeof extensions === 'object' && extensions !== null && 'persistedQuery' in extensions;
  if (query !== undefined || isPersisted) return undefined;
  const parameters = new URLSearchParams(search);
  if (DOCUMENT_IDS.some((name) => (typeof body === 'object' && body !== null ? name in body : parameters.has(name))))
    return 'This API keeps no documents under ids: send the document as `query`, or the SHA-256 of one that was sent before as the extension `persistedQuery`.';
  return 'There is no document: a POST has it as `query` in its JSON, a GET as the parameter `query` of its address.';
}

/** The SHA-256 by which a request names its document (automatic persisted queries), where it sends nothing else of it. */
export function persistedHash({ query, extensions }: GraphqlRequest): string | undefined {
  if (query !== undefined || typeof extensions !== 'object' || extensions === null) return undefined;
  const { persistedQuery } = extensions as { persistedQuery?: { version?: unknown; sha256Hash?: unknown } | null };
  return persistedQuery?.version === 1 && typeof persistedQuery.sha256Hash === 'string'
    ? persistedQuery.sha256Hash
    : undefined;
}
