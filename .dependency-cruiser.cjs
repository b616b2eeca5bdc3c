/** Who may import whom: docs/architecture.md in the form of rules. */

/** What each module may use, all through its index.ts. Everyone may use platform. */
const uses = {
  users: [],
  health: [],
  pages: [],
  auth: ['users'],
  moderation: [],
  posts: ['users', 'moderation'],
  tags: ['posts', 'users'],
  follows: ['users'],
  comments: ['posts', 'users', 'moderation'],
  likes: ['posts', 'users'],
  bookmarks: ['posts', 'users'],
  places: ['posts', 'users'],
  feed: ['posts', 'users', 'follows'],
  search: ['posts', 'users', 'tags'],
  syndication: ['posts', 'users'],
  notifications: ['users', 'posts', 'comments', 'likes', 'follows'],
};

const modules = Object.entries(uses).map(([name, others]) => ({
  name: `module-${name}`,
  comment: `${name} may use platform${others.length ? ` and ${others.join(', ')}` : ' alone'}.`,
  severity: 'error',
  from: { path: `^server/modules/${name}/`, pathNot: '\\.test\\.ts$' },
  to: { path: '^server/modules/', pathNot: `^server/modules/(${[name, ...others].join('|')})/` },
}));

const layer = (from, allowed) => ({
  name: `client-${from}`,
  comment: 'The client imports in one direction: app, pages, features, then ui and lib.',
  severity: 'error',
  from: { path: `^client/src/${from}/`, pathNot: '\\.test\\.tsx?$' },
  to: { path: '^client/src/', pathNot: `^client/src/(${[from, ...allowed].join('|')})/` },
});

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Of two files that import each other one knows too much.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'platform-knows-no-module',
      comment: 'platform is the machine; the product stands on it.',
      severity: 'error',
      from: { path: '^server/platform/', pathNot: '\\.test\\.ts$' },
      to: { path: '^server/modules/' },
    },
    {
      name: 'modules-through-their-face',
      comment: 'What others may import of a module stands in its index.ts.',
      severity: 'error',
      from: { path: '^server/modules/([^/]+)/' },
      to: { path: '^server/modules/', pathNot: ['^server/modules/$1/', '^server/modules/[^/]+/index\\.ts$'] },
    },
    {
      name: 'face-of-modules-for-the-rest',
      comment: 'Also start-up and commands use a module through its index.ts. The list of entities may name them.',
      severity: 'error',
      from: { path: '^server/[^/]+\\.ts$', pathNot: '^server/entities\\.ts$' },
      to: { path: '^server/modules/', pathNot: '^server/modules/[^/]+/index\\.ts$' },
    },
    {
      name: 'input-stands-alone',
      comment: 'The client takes platform/input too, also on pages that are only read: it imports nothing.',
      severity: 'error',
      from: { path: '^server/platform/input/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: '^server/platform/input/' },
    },
    ...modules,
    {
      name: 'server-knows-no-client',
      severity: 'error',
      from: { path: '^(server|migrations|seeds)/' },
      to: { path: '^(client|test|scripts)/', pathNot: '^test/support/' },
    },
    {
      name: 'no-tests-in-the-product',
      severity: 'error',
      from: { path: '^(server|client/src|migrations|seeds)/', pathNot: ['\\.test\\.tsx?$', '^client/src/testing/'] },
      to: { path: ['\\.test\\.tsx?$', '^test/', '^client/src/testing/'] },
    },
    {
      name: 'client-meets-server-in-the-schema',
      comment:
        'But for the editor, whose preview uses the very Markdown of the server, for tests, which may render with it, and for what becomes of typed characters, so that the two cannot differ.',
      severity: 'error',
      from: { path: '^client/', pathNot: ['^client/src/features/editor/', '\\.test\\.tsx?$'] },
      to: { path: '^(server|migrations|seeds)/', pathNot: '^server/platform/(input/|page-renderer\\.ts$)' },
    },
    {
      name: 'editor-takes-markdown-and-input-alone',
      severity: 'error',
      from: { path: '^client/src/features/editor/' },
      to: { path: '^(server|migrations|seeds)/', pathNot: '^server/platform/(input|markdown)/' },
    },
    layer('pages', ['features', 'ui', 'lib', 'graphql', 'art', 'styles']),
    layer('features', ['ui', 'lib', 'graphql', 'art', 'styles']),
    layer('graphql', ['lib']),
    layer('ui', ['lib', 'art', 'styles']),
    layer('lib', []),
    {
      name: 'ui-has-no-graphql',
      comment: 'ui draws what it is given.',
      severity: 'error',
      from: { path: '^client/src/(ui|lib)/', pathNot: '\\.test\\.tsx?$' },
      to: { path: 'node_modules/(@apollo/client/(?!errors/)|graphql/)' },
    },
    {
      name: 'opentelemetry-where-there-is-a-collector',
      comment: 'Nothing of it is loaded otherwise.',
      severity: 'error',
      from: { path: '^server/', pathNot: '^server/platform/tracing/open-telemetry\\.ts$' },
      to: {
        path: ['node_modules/@opentelemetry/', '^server/platform/tracing/open-telemetry\\.ts$'],
        dependencyTypesNot: ['dynamic-import'],
      },
    },
    {
      name: 'no-orphan-dependencies',
      comment: 'Whatever runs in production stands in dependencies.',
      severity: 'error',
      from: { path: '^(server|migrations|seeds)/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], pathNot: 'node_modules/(@types|pino-pretty)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^client/src/graphql/generated/', '^dist/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json', '.css'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
