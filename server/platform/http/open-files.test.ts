import { expect, test } from '@jest/globals';
import { LIMITS } from '../limits.js';
import { OpenFiles } from './open-files.js';

const { sockets } = LIMITS.process;

test.each([
  [undefined, sockets],
  [1_048_576, sockets],
  [sockets + 112, sockets],
  [1_024, 912],
  [100, 50],
])('of %s open files %s are connections', (limit, connections) => {
  const files = new OpenFiles(limit, 12);
  expect(files.sockets).toBe(connections);
  expect(files.advice === undefined).toBe(connections === sockets);
});

test('the host is told how many files there must be', () => {
  expect(new OpenFiles(1_024, 12).advice).toMatch(
    /may open 1024 files, so it holds 912 connections .* ulimit -n 4112 /,
  );
});
