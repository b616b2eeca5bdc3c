/** Wander's modules as they were built, without its GraphQL: the data layer for a peer. */
import 'reflect-metadata';

const dist = (path) => import(new URL(`../../../dist/server/${path}`, import.meta.url).href);

export async function wanderDataLayer() {
  const { loadConfig, ConfigModule } = await dist('platform/config/index.js');
  const { Module } = await fromWander('@nestjs/common');
  const { NestFactory } = await fromWander('@nestjs/core');
  const [
    { DatabaseModule },
    { CacheModule },
    { RealtimeModule },
    { RateLimitModule },
    { PlatformAuthModule, AccessTokens },
    { NodesModule },
    { PostsModule },
    { UsersModule, UsersService },
    { PostsReader },
    { PostsService },
  ] = await Promise.all(
    [
      'database.module.js',
      'platform/cache/index.js',
      'platform/realtime/index.js',
      'platform/rate-limit/index.js',
      'platform/auth/index.js',
      'platform/graphql/index.js',
      'modules/posts/index.js',
      'modules/users/index.js',
      'modules/posts/posts.reader.js',
      'modules/posts/posts.service.js',
    ].map(dist),
  );
  class DataLayer {}
  Module({
    imports: [
      ...[ConfigModule.with(loadConfig()), DatabaseModule, CacheModule, RealtimeModule, RateLimitModule],
      ...[PlatformAuthModule, NodesModule, UsersModule, PostsModule],
    ],
  })(DataLayer);
  const context = await NestFactory.createApplicationContext(DataLayer, { logger: ['error'] });
  const get = (provider) => context.get(provider, { strict: false });
  return {
    posts: get(PostsReader),
    stories: get(PostsService),
    users: get(UsersService),
    tokens: get(AccessTokens),
  };
}

/** The copy of a package that Wander itself runs on. */
async function fromWander(name) {
  const { createRequire } = await import('node:module');
  const require = createRequire(new URL('../../../package.json', import.meta.url));
  return import(require.resolve(name));
}
