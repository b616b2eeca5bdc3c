export { connectionOf, edgeOf, PageArgs, PageInfo } from './connection.js';
export { GraphqlContext, inOrder } from './context.js';
export { DateTime } from './date-time.js';
export { PublicData } from './guest-answers.js';
export { fromGlobalId, idEnding, newId, toGlobalId, uuidOfEnding } from './ids.js';
export { Node, NodeRegistry } from './node.js';
export { PlatformGraphqlModule } from './graphql.module.js';
export { NodesModule } from './nodes.module.js';
export { type Asked, fieldsBelow } from './selection.js';
