/** Wander's modules as they were built, without its GraphQL: the data layer for a peer. */
import 'reflect-metadata';

/** What a file of the build exports under that name. */
const exported = async (path, name) =>
  (await import(new URL(`../../../dist/server/${path}`, import.meta.url).href))[name];

const modules = {
  DatabaseModule: 'database.module.js',
  CacheModule: 'platform/cache/index.js',
  RealtimeModule: 'platform/realtime/index.js',
  RateLimitModule: 'platform/rate-limit/index.js',
  PlatformAuthModule: 'platform/auth/index.js',
  NodesModule: 'platform/graphql/index.js',
  UsersModule: 'modules/users/index.js',
  PostsModule: 'modules/posts/index.js',
  TagsModule: 'modules/tags/index.js',
  CommentsModule: 'modules/comments/index.js',
  LikesModule: 'modules/likes/index.js',
  FeedModule: 'modules/feed/index.js',
  SearchModule: 'modules/search/index.js',
  PlacesModule: 'modules/places/index.js',
};

const providers = {
  cache: ['Cache', 'platform/cache/cache.js'],
  posts: ['PostsReader', 'modules/posts/posts.reader.js'],
  stories: ['PostsService', 'modules/posts/posts.service.js'],
  users: ['UsersService', 'modules/users/users.service.js'],
  tags: ['TagsService', 'modules/tags/tags.service.js'],
  comments: ['CommentsService', 'modules/comments/comments.service.js'],
  likes: ['LikesService', 'modules/likes/likes.service.js'],
  feed: ['FeedService', 'modules/feed/feed.service.js'],
  search: ['SearchService', 'modules/search/search.service.js'],
  places: ['PlacesService', 'modules/places/places.service.js'],
};

export async function wanderDataLayer() {
  const loadConfig = await exported('platform/config/index.js', 'loadConfig');
  const ConfigModule = await exported('platform/config/index.js', 'ConfigModule');
  const { Module } = await fromWander('@nestjs/common');
  const { NestFactory } = await fromWander('@nestjs/core');
  const imports = await Promise.all(Object.entries(modules).map(([name, path]) => exported(path, name)));
  class DataLayer {}
  Module({ imports: [ConfigModule.with(loadConfig()), ...imports] })(DataLayer);
  const context = await NestFactory.createApplicationContext(DataLayer, { logger: ['error'] });
  const layer = {};
  for (const [name, [provider, path]] of Object.entries(providers))
    layer[name] = context.get(await exported(path, provider), { strict: false });
  return layer;
}

/** The copy of a package that Wander itself runs on. */
async function fromWander(name) {
  const { createRequire } = await import('node:module');
  const require = createRequire(new URL('../../../package.json', import.meta.url));
  return import(require.resolve(name));
}
