import { expect, test } from '@jest/globals';
import { parseRedisUrl } from './redis-url.js';

test('reads host, port, password and database of a plain address', () => {
  expect(parseRedisUrl('redis://cache.example.com')).toEqual({ host: 'cache.example.com', port: 6379, db: 0 });
  expect(parseRedisUrl('redis://:p%40ss%2Fword@127.0.0.1:6380/3')).toEqual({
    host: '127.0.0.1',
    port: 6380,
    password: 'p@ss/word',
    db: 3,
  });
  expect(parseRedisUrl('redis://wander:secret@[::1]:6379')).toEqual({
    host: '::1',
    port: 6379,
    username: 'wander',
    password: 'secret',
    db: 0,
  });
});

test('rediss asks for TLS', () => {
  expect(parseRedisUrl('rediss://:secret@h')).toEqual({ host: 'h', port: 6379, password: 'secret', tls: {}, db: 0 });
});

test('reads Sentinels, the name of their primary, and gives them the password too', () => {
  expect(parseRedisUrl('redis+sentinel://:secret@h1:26379,h2:26380,h3/wander/2')).toMatchObject({
    sentinels: [
      { host: 'h1', port: 26_379 },
      { host: 'h2', port: 26_380 },
      { host: 'h3', port: 26_379 },
    ],
    name: 'wander',
    password: 'secret',
    sentinelPassword: 'secret',
    db: 2,
  });
  expect(parseRedisUrl('rediss+sentinel://h1/wander')).toMatchObject({ tls: {}, enableTLSForSentinelMode: true });
});

test.each([
  'http://h',
  'redis://',
  'redis://h1,h2',
  'redis://h:0',
  'redis://h:99999',
  'redis://h/cache',
  'redis://hunter2@h',
  'redis://:%zzhunter2@h',
  'redis+sentinel://:hunter2@h1',
  'redis+sentinel://:hunter2@h1/name/x',
])('%s is refused by name, without its password', (url) => {
  expect(() => parseRedisUrl(url)).toThrow(/^REDIS_URL /);
  expect(() => parseRedisUrl(url)).not.toThrow(/hunter2/);
});
