import { expect, test } from '@jest/globals';
import { GraphQLError, GraphQLString } from 'graphql';
import { errorForLog, redacted } from './redact.js';

const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';

test.each([
  ['Not read: Authorization: Bearer abc.def', 'Not read: Authorization: Bearer [token]'],
  [`The token ${TOKEN} has ended`, 'The token [token] has ended'],
  ['cookie: a=b; __Host-wander_rt=xyz; c=d', 'cookie: a=b; __Host-wander_rt=[token]; c=d'],
  ['No answer of postgres://wander:p%40ss@db:5432/wander', 'No answer of postgres://db:5432/wander'],
  ['GET /search?q=my+secret was late', 'GET /search was late'],
  ['"https://wander.example/x?y=z" was late', '"https://wander.example/x" was late'],
  ['ana.mária+x@müller.example.com is taken', '[email] is taken'],
  ['connect ECONNREFUSED 10.0.0.5:5432', 'connect ECONNREFUSED 10.0.0.5:5432'],
  ['at file (/app/node_modules/@apollo/server/x.js:1:2)', 'at file (/app/node_modules/@apollo/server/x.js:1:2)'],
])('%s', (text, expected) => expect(redacted(text)).toBe(expected));

const logged = (error: Error) => errorForLog(error) as { message: string; stack: string };

function thrown(work: () => unknown): Error {
  try {
    work();
  } catch (error) {
    return error as Error;
  }
  throw new Error('It threw nothing.');
}

test.each([
  ['JSON', thrown(() => JSON.parse('{"body": my secret}'))],
  [
    'a value of PostgreSQL',
    Object.assign(new Error('invalid input syntax for type uuid: "my secret"'), { code: '22P02' }),
  ],
  ['a row of PostgreSQL', Object.assign(new Error('duplicate key'), { code: '23505', detail: 'Key (x)=(my secret)' })],
  ['a result of GraphQL', thrown(() => GraphQLString.serialize({ text: 'my secret' }))],
  ['a variable of GraphQL', new GraphQLError('Variable "$x" got invalid value "my secret"; no.')],
])('an error about %s is logged without the value, in its stack too', (_of, error) => {
  const { message, stack } = logged(error);
  expect(message).not.toMatch(/my secret/);
  expect(stack).not.toMatch(/my secret/);
  expect(stack).toContain(message);
});

/** Milliseconds of the processor's time. */
function timeOf(text: string, times: number): number {
  const start = process.cpuUsage();
  for (let n = 0; n < times; n += 1) redacted(text);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}

test.each(['eyJ-', '(/', '/(', 'a.', 'a@', 'ab:/', 'Bearer ', 'wander_rt=', '?', '/?'])(
  'a line of %j again and again takes as long as in eight parts',
  (piece) => {
    const [part, whole] = [1_250, 10_000].map((length) => piece.repeat(length / piece.length));
    // The least of a few: what else the machine does takes time, and none away.
    const growths = Array.from({ length: 5 }, () => timeOf(whole!, 20) / timeOf(part!, 160));
    expect(Math.min(...growths)).toBeLessThan(3);
  },
);

test('a long text is cut', () => expect(redacted('a.'.repeat(500_000))).toHaveLength(10_000));

test('of a message that is cut within a value, nothing of the value is told', () => {
  const error = Object.assign(new Error(`invalid input syntax: "${'my secret '.repeat(2_000)}"`), { code: '22P02' });
  expect(logged(error).message).toBe('invalid input syntax: "…"');
});
