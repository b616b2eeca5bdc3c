import js from '@eslint/js';
import graphql from '@graphql-eslint/eslint-plugin';
import prettier from 'eslint-config-prettier';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import textInTranslatedPages from './scripts/lint/text-in-translated-pages.mjs';

const environmentIsConfig = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'Settings come from Config (server/platform/config), the only reader of process.env.',
};

const asksForComposition = ":function:not(:has(CallExpression[callee.name='isComposing']))";
const handlersOfKeys = [
  {
    selector: `:matches(JSXAttribute[name.name=/^onKey/] > JSXExpressionContainer, VariableDeclarator[id.name=/^onKey/], Property[key.name=/^onKey/]) > ${asksForComposition}, FunctionDeclaration[id.name=/^onKey/]:not(:has(CallExpression[callee.name='isComposing']))`,
    message: 'It begins with `if (isComposing(event)) return;` (lib/keyboard.ts): keys may belong to an input method.',
  },
  {
    selector: 'JSXAttribute[name.name=/^onKey/] > JSXExpressionContainer > Identifier[name!=/^onKey/]',
    message: 'Call a handler of keys onKey…, so that the rule about input methods sees it.',
  },
  {
    selector: 'MemberExpression[property.name=/^(isComposing|keyCode)$/]',
    message: 'isComposing of lib/keyboard.ts says whether an input method is at work.',
  },
];

export default tseslint.config(
  {
    ignores: [
      ...[
        'dist/',
        '.wander/',
        'coverage/',
        'node_modules/',
        'client/src/graphql/generated/',
        'client/public/',
        'helm/wander/files/config.js',
      ],
      ...[
        'bench/node_modules/',
        'bench/peers/postgraphile/node_modules/',
        'bench/pages/node_modules/',
        'bench/peers/nest/dist/',
      ],
    ],
  },
  js.configs.recommended,
  // Control characters are what people's texts are cleaned of.
  { rules: { 'no-control-regex': 'off' } },
  { languageOptions: { globals: globals.node } },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: ['codegen.ts'] }, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      // TypeScript says it better.
      'no-undef': 'off',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: true }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // The enums of libraries are numbers where we meet them.
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      // An async method may keep the promise of its interface without waiting for anything.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowNullish: true }],
    },
  },
  {
    // Nest's injection reads the types of parameters at run time: they must not be imported as types.
    files: ['server/**/*.ts'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off' },
  },
  {
    files: ['server/**/*.ts', 'migrations/**/*.ts', 'seeds/**/*.ts', 'client/src/**/*.{ts,tsx}'],
    ignores: ['server/platform/config/**', '**/*.test.ts', '**/*.test.tsx'],
    rules: { 'no-restricted-syntax': ['error', environmentIsConfig] },
  },
  {
    files: ['client/**/*.{ts,tsx}'],
    languageOptions: { globals: globals.browser },
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      // What a hook returns is taken apart where it is used; none of it is a method that needs its object.
      '@typescript-eslint/unbound-method': 'off',
      'no-restricted-imports': [
        'error',
        {
          name: '@apollo/client/react',
          importNames: ['useFragment'],
          message:
            'Nothing of a fragment reaches the built client (build/graphql-documents.ts): pass it on, or ask by a query.',
        },
      ],
      'no-restricted-properties': [
        'error',
        { property: 'fetchMore', message: 'It loses what comes meanwhile: see graphql/fetch-page.ts.' },
      ],
    },
  },
  {
    files: ['client/src/**/*.{ts,tsx}'],
    ignores: ['**/*.test.{ts,tsx}', 'client/src/lib/keyboard.ts'],
    rules: { 'no-restricted-syntax': ['error', environmentIsConfig, ...handlersOfKeys] },
  },
  {
    files: ['client/**/*.tsx'],
    ignores: ['**/*.test.tsx'],
    plugins: { wander: { rules: { 'text-in-translated-pages': textInTranslatedPages } } },
    rules: { 'wander/text-in-translated-pages': 'error' },
  },
  {
    // expect.any, expect.objectContaining and parsed replies are `any`; what a test asserts is its check.
    files: ['**/*.test.{ts,tsx}', 'test/**/*.ts', 'client/src/testing/**'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-base-to-string': 'off',
    },
  },
  {
    // Lists as Relay has them; beside the edges stand the same nodes without cursors.
    files: ['server/schema.graphql'],
    plugins: { graphql },
    languageOptions: {
      parser: graphql.parser,
      parserOptions: { graphQLConfig: { schema: 'server/schema.graphql' } },
    },
    rules: {
      'graphql/relay-arguments': 'error',
      'graphql/relay-connection-types': 'error',
      'graphql/relay-edge-types': ['error', { listTypeCanWrapOnlyEdgeType: false }],
      'graphql/relay-page-info': 'error',
    },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: { sourceType: 'commonjs' },
  },
  prettier,
);
