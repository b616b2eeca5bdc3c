import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('.', import.meta.url));

/**
 * The same compiler settings as the build, but for the module format (Jest chooses), the exclusion of tests, and source maps,
 * which debuggers find only in the code itself.
 */
const { jsc } = JSON.parse(readFileSync(join(root, '.swcrc'), 'utf8'));

function onPath(...names) {
  for (const directory of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of names) {
      const candidate = join(directory, name);
      try {
        accessSync(candidate, constants.X_OK);
        return candidate;
      } catch {
        // not here
      }
    }
  }
  return '';
}

// Tests of Redis, nginx and the browser read these; an empty one means that the program cannot be had here.
process.env.TEST_REDIS_SERVER ??= onPath('redis-server');
process.env.TEST_NGINX ??= onPath('nginx');
process.env.TEST_CHROMIUM ??= onPath(
  ...['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
);

const clientSetup = join(root, 'client/src/testing/setup.ts');

const shared = {
  rootDir: root,
  transform: { '^.+\\.(ts|tsx)$': ['@swc/jest', { jsc, sourceMaps: 'inline', swcrc: false }] },
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleFileExtensions: ['ts', 'tsx', 'js', 'mjs', 'cjs', 'jsx', 'json', 'node'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.wander/'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/dist/', '<rootDir>/.wander/'],
};

const compiledName = { '^(\\.{1,2}/.*)\\.js$': '$1' };

const withServer = {
  testEnvironment: '<rootDir>/test/support/node-environment.mjs',
  moduleNameMapper: { ...compiledName, '^htmlparser2$': '<rootDir>/test/support/htmlparser2.cjs' },
};

const withDatabase = {
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
};

/** @type {import('jest').Config} */
export default {
  maxWorkers: 2,
  // Modules of ECMAScript stay in memory after their test file: https://github.com/jestjs/jest/issues/14605.
  workerIdleMemoryLimit: '1GB',
  // One that is begun anew for that after the last test has to come up before it ends: half a second, as usual, is too short.
  workerGracefulExitTimeout: 10_000,
  testTimeout: 90_000,
  reporters: ['default', '<rootDir>/test/support/reporter.mjs'],
  projects: [
    {
      ...shared,
      ...withDatabase,
      displayName: 'server',
      ...withServer,
      testMatch: ['<rootDir>/{server,migrations,seeds,scripts,bench,test/e2e,test/contract}/**/*.test.ts'],
    },
    {
      ...shared,
      displayName: 'client',
      testEnvironment: 'jsdom',
      testMatch: ['<rootDir>/client/**/*.test.{ts,tsx}'],
      setupFilesAfterEnv: existsSync(clientSetup) ? [clientSetup] : [],
      moduleNameMapper: {
        '\\.css$': '<rootDir>/test/support/style.mjs',
        // The server's rendering, as in its build: jsdom lacks what the browser's needs.
        '^react-dom/server$': 'react-dom/server.node',
        '\\.(svg|png|jpe?g|webp|avif|woff2?)(\\?\\w+)?$': '<rootDir>/test/support/asset.mjs',
        ...compiledName,
      },
    },
    {
      ...shared,
      ...withDatabase,
      displayName: 'browser',
      ...withServer,
      testMatch: ['<rootDir>/test/browser/**/*.test.ts'],
    },
    ...['chart', 'chart-deep'].map((name) => ({
      ...shared,
      displayName: name,
      testEnvironment: 'node',
      testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
      moduleNameMapper: compiledName,
    })),
  ],
};
