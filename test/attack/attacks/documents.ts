import { randomBytes } from 'node:crypto';
import { getIntrospectionQuery } from 'graphql';
import { hostileDocuments } from '../../../bench/load/hostile.mjs';
import type { Attack } from '../attack.js';
import { rawPost, type Target } from '../target.js';

/** Of one of PostgreSQL's processes: its caches of tables, and a few hundred statements. */
const GROWTH_MB = 20;

/** No document is like another. */
const unknown = (n: number): string =>
  `query Q${n} { ${Array.from({ length: 9 }, (_, i) => `a${n}_${i}: user(username: "person_${i}") { id name bio }`).join(' ')} }`;

const cursorsOf = async (target: Target): Promise<string[]> =>
  Promise.all(
    ORDERS.map(async (order) => {
      const { text } = await target.ask(target.guest(), `{ posts(first: 1, ${order}) { pageInfo { endCursor } } }`);
      return /"endCursor":"([^"]+)"/.exec(text)?.[1] ?? '';
    }),
  );

const ORDERS = ['PUBLISHED_AT', 'LIKES'].flatMap((field) =>
  ['ASC', 'DESC'].map((direction) => `orderBy: { field: ${field}, direction: ${direction} }`),
);
const FILTERS = ['', 'tag: "x"', 'authorUsername: "person_1"', 'tag: "x", authorUsername: "person_1"'];
const BOUNDS = ['', 'bounds: { south: -10, west: -10, north: 10, east: 10 }'];
const PARTS = ['body', 'author { id }', 'place { name }', 'tags { id }'];

/** Each list with all that may be asked of it: filters, orders, directions, pages, and parts of a story. */
function* lists(cursors: string[]): Generator<string> {
  for (let parts = 0; parts < 2 ** PARTS.length; parts += 1) {
    const fields = `{ nodes { id ${PARTS.filter((_, n) => parts & (1 << n)).join(' ')} } }`;
    for (const [n, order] of ORDERS.entries())
      for (const page of [
        'first: 1',
        'last: 1',
        `first: 1, after: "${cursors[n]}"`,
        `last: 1, before: "${cursors[n]}"`,
      ]) {
        for (const filter of FILTERS)
          for (const bounds of BOUNDS) yield `posts(${page}, ${order}, filter: { ${filter} ${bounds} }) ${fields}`;
        if (n === 1) {
          yield `user(username: "person_1") { posts(${page}) ${fields} }`;
          yield `tag(slug: "x") { posts(${page}) ${fields} }`;
        }
      }
  }
}

export const documents: Attack[] = [
  {
    name: 'statements',
    tries: 'asks for lists in thousands of forms, for PostgreSQL to keep a prepared statement of each',
    as: 'guest',
    seconds: 20,
    async run(target) {
      const before = await target.stage.largestBackendMb();
      const forms = lists(await cursorsOf(target));
      await target.repeat(
        8,
        async (n) => {
          const roots = Array.from({ length: 8 }, (_, i) => {
            const { value } = forms.next() as { value: string | undefined };
            return value ? `a${i}: ${value}` : '';
          });
          if (roots[0] === '') return target.pause(100);
          await target.ask(target.guest(n % 8), `{ ${roots.join(' ')} }`);
        },
        400,
      );
      const after = await target.stage.largestBackendMb();
      return before !== undefined && after !== undefined && after > before + GROWTH_MB
        ? `a process of PostgreSQL grew from ${before} to ${after} MB`
        : undefined;
    },
  },
  {
    name: 'hostile-documents',
    tries: 'sends documents that are too deep, too wide, cyclic, or multiply',
    as: 'guest',
    run: async (target) => {
      const all = hostileDocuments(20_000);
      await target.repeat(4, async (n) => {
        const { value } = all.next() as { value: string | undefined };
        if (value !== undefined) await target.ask(target.guest(n % 4), value);
      });
    },
  },
  {
    name: 'unknown-documents',
    tries: 'sends documents that nobody sent before in a loop, many in one write on a socket',
    as: 'guest',
    async run(target) {
      const socket = await target.connect();
      socket?.resume();
      if (socket) await target.pour(socket, (n) => rawPost(JSON.stringify({ query: unknown(n) })));
    },
  },
  {
    name: 'long-names',
    tries: 'sends other operation names, of up to 900 kB, and documents of 20 kB each time',
    as: 'guest',
    run: (target) =>
      target.repeat(
        4,
        (n) => {
          const name = `Q${randomBytes(6).toString('hex')}`;
          return n % 2
            ? target.ask(target.guest(n % 4), '{ __typename }', {}, { operationName: name + 'x'.repeat(900_000) })
            : target.ask(target.guest(n % 4), `query ${name}${'x'.repeat(19_000)} { __typename }`);
        },
        2_000,
      ),
  },
  {
    name: 'introspection',
    tries: 'asks for the whole schema in a loop, each time in other words',
    as: 'guest',
    run: (target) =>
      target.repeat(4, (n) => target.ask(target.guest(n % 4), `${getIntrospectionQuery()} # ${n}`), 2_000),
  },
];
