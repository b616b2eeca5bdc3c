import { expect, test } from '@jest/globals';
import { routeName } from './page-vitals.js';

test.each([
  ['/', 'home'],
  ['/stories/a-walk', 'story'],
  ['/tags/tea', 'tag'],
  ['/@ana', 'profile'],
  ['/@ana/followers', 'people'],
  ['/@ana/following', 'people'],
  ['/write', 'write'],
  ['/write/post_1', 'write'],
  ['/map', 'map'],
  ['/settings/', 'settings'],
  ['/nowhere', 'other'],
  ['/stories/a/b', 'other'],
])('%s is %s', (path, name) => expect(routeName(path)).toBe(name));
