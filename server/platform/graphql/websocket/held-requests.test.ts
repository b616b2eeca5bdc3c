import { expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { HeldRequests } from './held-requests.js';
import type { SubscriptionRequest } from './subscription.js';

const requestOf = (text: string, variableValues: object = {}) =>
  ({ args: { document: parse(text), variableValues } }) as SubscriptionRequest;
const again = ({ args }: SubscriptionRequest, variableValues: object = {}) =>
  ({ args: { ...args, variableValues } }) as SubscriptionRequest;

test('a document is held once, however many subscribe by it, until the last of them ends', () => {
  const held = new HeldRequests(10_000);
  const request = requestOf('subscription { told { a b c d e f g h } }');
  const other = requestOf('subscription { told { i j k l m n o p } }');
  for (let n = 0; n < 10; n += 1) expect(held.hold(request)).toBe(true);
  expect(held.hold(other)).toBe(false);
  for (let n = 0; n < 9; n += 1) held.release(request);
  expect(held.hold(other)).toBe(false);
  held.release(request);
  expect(held.hold(other)).toBe(true);
});

test('variables are held by each, and given back', () => {
  const held = new HeldRequests(10_000);
  const request = requestOf('subscription { told }');
  const large = again(request, { tag: 'x'.repeat(200) });
  expect(held.hold(large)).toBe(true);
  expect(held.hold(large)).toBe(false);
  held.release(large);
  expect(held.hold(large)).toBe(true);
  expect(held.hold(request)).toBe(true);
});
