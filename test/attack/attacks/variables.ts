import type { Attack } from '../attack.js';
import { type Target } from '../target.js';

const LIST =
  'query ($first: Int, $filter: PostFilter) { posts(first: $first, filter: $filter) { nodes { id } } rateLimit { remaining } }';
const NODES = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';

const nested = (depth: number, open: string, close: string): string => `${open.repeat(depth)}1${close.repeat(depth)}`;

/** A known document with variables, or what else a request has, as text that JSON.stringify could not make. */
const bodyWith = (name: string, value: string): string => `{"query":${JSON.stringify(LIST)},"${name}":${value}}`;

const post = (target: Target, n: number, body: string) => target.send({ headers: target.guest(n % 4).headers, body });

export const variables: Attack[] = [
  {
    name: 'deep-variables',
    tries: 'sends variables, extensions and bodies that are thousands of lists or objects deep',
    as: 'guest',
    async run(target) {
      await target.ask(target.guest(), LIST, { first: 1 });
      await target.ask(target.guest(), NODES, { ids: [] });
      const deep = [1_000, 5_000, 50_000, 240_000].flatMap((depth) => [
        nested(depth, '[', ']'),
        nested(depth / 4, '{"a":', '}'),
      ]);
      const bodies = deep.flatMap((value) => [
        bodyWith('variables', `{"first":${value}}`),
        bodyWith('variables', `{"filter":{"tag":${value}}}`),
        bodyWith('variables', `{"more":${value}}`),
        bodyWith('variables', value),
        `{"query":${JSON.stringify(NODES)},"variables":{"ids":${value}}}`,
        bodyWith('extensions', `{"a":${value}}`),
        value,
      ]);
      await target.repeat(4, (n) => post(target, n, bodies[n % bodies.length]!), bodies.length * 4);
    },
  },
  {
    name: 'wide-variables',
    tries: 'sends a hundred thousand variables, values or names that are the same',
    as: 'guest',
    async run(target) {
      const many = (make: (n: number) => string) => Array.from({ length: 90_000 }, (_, n) => make(n)).join(',');
      const bodies = [
        bodyWith('variables', `{${many((n) => `"a${n}":1`)}}`),
        bodyWith('variables', `{"first":[${many(() => '1')}]}`),
        bodyWith('variables', `{${many(() => '"a":1')}}`),
        bodyWith('variables', `{"filter":{${many((n) => `"a${n}":1`)}}}`),
        `{"query":${JSON.stringify(NODES)},"variables":{"ids":[${many(() => '"a"')}]}}`,
      ];
      await target.repeat(4, (n) => post(target, n, bodies[n % bodies.length]!), 120);
    },
  },
  {
    name: 'fractions',
    tries: 'asks for one and a half stories, for none, for NaN, so that its budget cannot be added up any more',
    as: 'guest',
    quick: true,
    async run(target) {
      for (const first of ['1.5', '1e-7', '-1.5', '1e308', '99999999999999999999', '"1"', 'true', '1.0000000001'])
        await post(target, 0, bodyWith('variables', `{"first":${first}}`));
      const { text } = await target.ask(target.guest(0), '{ rateLimit { remaining } }');
      return /"remaining":\d+\}/.test(text) ? undefined : `afterwards the budget answers ${text.slice(0, 200)}`;
    },
  },
];
