import { expect, test } from '@jest/globals';
import { addressFinder, networkOf } from './addresses.js';

test('X-Forwarded-For is believed only from a trusted proxy', () => {
  expect(addressFinder([])('203.0.113.9', '198.51.100.1')).toBe('203.0.113.9');
  const find = addressFinder(['10.0.0.0/8', '127.0.0.1', 'fd00::/8']);
  expect(find('203.0.113.9', '198.51.100.1')).toBe('203.0.113.9');
  expect(find('::ffff:10.1.2.3', '198.51.100.1')).toBe('198.51.100.1');
  expect(find('fd00::1', '2001:db8::7')).toBe('2001:db8::7');
});

test('an IPv4 address in an IPv6 one is itself, however it is spelled, and a zone means nothing here', () => {
  const find = addressFinder(['10.0.0.0/8']);
  for (const mapped of ['::ffff:203.0.113.7', '::FFFF:cb00:7107', '0:0:0:0:0:ffff:cb00:7107'])
    expect(find(mapped, undefined)).toBe('203.0.113.7');
  expect(find('10.0.0.1', '::ffff:cb00:7107')).toBe('203.0.113.7');
  expect(find('10.0.0.1', `fe80::1%${'z'.repeat(60)}`)).toBe('fe80::1');
  expect(find('::1', undefined)).toBe('::1');
});

test('what a client puts before the address that the proxy saw is not believed', () => {
  const find = addressFinder(['10.0.0.0/8']);
  expect(find('10.0.0.1', '1.1.1.1, 198.51.100.1, 10.0.0.2')).toBe('198.51.100.1');
  expect(find('10.0.0.1', 'nonsense')).toBe('10.0.0.1');
  expect(find('10.0.0.1', undefined)).toBe('10.0.0.1');
});

test('an IPv4 address is a network of its own, an IPv6 address belongs to its /64', () => {
  expect(networkOf('203.0.113.9')).toBe('203.0.113.9');
  expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64');
  expect(networkOf('2001:0DB8:1:2::9')).toBe(networkOf('2001:db8:1:2:ffff::1'));
  expect(networkOf('2001:db8:1:3::9')).not.toBe(networkOf('2001:db8:1:2::9'));
  expect(networkOf('::1')).toBe('0:0:0:0::/64');
});

test('of a long X-Forwarded-For the end is read', () => {
  const find = addressFinder(['10.0.0.0/8']);
  expect(find('10.0.0.1', `${'10.0.0.9,'.repeat(1_000)}198.51.100.1`)).toBe('198.51.100.1');
  expect(find('10.0.0.1', `198.51.100.1${',10.0.0.9'.repeat(1_000)}`)).toBe('10.0.0.9');
});

test.each([
  ['203.0.113.9:51234', '203.0.113.9'],
  ['[2001:db8::1]:443', '2001:db8::1'],
  ['[2001:db8::1]', '2001:db8::1'],
  ['"[2001:db8::1]:4711"', '2001:db8::1'],
  ['"203.0.113.9:80"', '203.0.113.9'],
  ['[::ffff:203.0.113.9]:80', '203.0.113.9'],
  ['203.0.113.9:51234, 10.0.0.2:443', '203.0.113.9'],
  ['203.0.113.9, ,', '203.0.113.9'],
  [', 203.0.113.9', '203.0.113.9'],
  ['198.51.100.1, unknown', '10.0.0.1'],
  ['198.51.100.1, _hidden', '10.0.0.1'],
  ['198.51.100.1, 203.0.113.9:999999', '10.0.0.1'],
  ['198.51.100.1, [203.0.113.9', '10.0.0.1'],
  ['198.51.100.1, 203.0.113.9:', '10.0.0.1'],
  ['', '10.0.0.1'],
])('X-Forwarded-For: %s is of %s', (header, address) => {
  expect(addressFinder(['10.0.0.0/8'])('10.0.0.1', header)).toBe(address);
});
