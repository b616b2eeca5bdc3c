import type { Attack } from '../attack.js';
import { rawPost, type Target } from '../target.js';

const CHAIN = 11;

const times = (count: number, make: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => make(n)).join(' ');

/** A story with its text, and the stories before it with theirs. */
export const chain = (length: number): string =>
  `${'body bodyHtml previousByAuthor { '.repeat(length)} body bodyHtml ${'}'.repeat(length)}`;

/** 35 MB of the longest stories, at once. */
const chains = ({ stage: { longSlugs } }: Target): string =>
  `{ ${times(10, (n) => `a${n}: post(slug: "${longSlugs.at(-1 - n)}") { ${chain(CHAIN)} }`)} }`;

const drafts = (aliases: number): string =>
  `{ viewer { ${times(aliases, (n) => `a${n}: drafts(first: 100) { nodes { body bodyHtml } }`)} } }`;

export const answers: Attack[] = [
  {
    name: 'chains',
    tries: 'asks, thirty times at once, for ten of the longest stories with eleven earlier ones each: 35 MB',
    as: 'guest',
    quick: true,
    run: (target) => target.repeat(30, (n) => target.ask(target.guest(n % 4), chains(target)), 90),
  },
  {
    name: 'lists-of-texts',
    tries: 'asks for pages of a hundred stories with their texts, under many names',
    as: 'guest',
    run: (target) =>
      target.repeat(
        10,
        (n) =>
          target.ask(
            target.guest(n % 4),
            `{ ${times(9, (i) => `a${i}: posts(first: 100) { nodes { body bodyHtml author { bio } } }`)} }`,
          ),
        100,
      ),
  },
  {
    name: 'lists-of-nothing',
    tries: 'asks for the stories of tags that nobody uses, ordered by likes, nine times in each query',
    as: 'guest',
    run: (target) =>
      target.repeat(10, (n) =>
        target.ask(
          target.guest(n % 4),
          `{ ${times(9, (i) => `a${i}: posts(filter: { tag: "none${n}x${i}" }, orderBy: { field: LIKES }, first: 1) { nodes { id } }`)} }`,
        ),
      ),
  },
  {
    name: 'drafts',
    tries: 'asks for a hundred of the longest drafts under fifteen names: 441 MB',
    as: 'person',
    run: (target) => target.repeat(2, (n) => target.ask(target.drafter(n), drafts(8 + (n % 8))), 20),
  },
  {
    name: 'nodes',
    tries: 'asks for the longest stories by their ids, a hundred times the same in one list',
    as: 'guest',
    async run(target) {
      const { text } = await target.ask(
        target.guest(),
        `{ posts(first: 24, filter: { authorUsername: "long_writer" }) { nodes { id } } }`,
      );
      const ids = [...text.matchAll(/"id":"(\w+)"/g)].map(([, id]) => id);
      const all = Array.from({ length: 100 }, (_, n) => ids[n % ids.length]);
      await target.repeat(
        10,
        (n) =>
          target.ask(
            target.guest(n % 4),
            'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Post { body bodyHtml } } }',
            { ids: all },
          ),
        60,
      );
    },
  },
  {
    name: 'unread-answers',
    tries: 'asks for the largest answers over forty sockets and reads none of them',
    as: 'guest',
    seconds: 20,
    async run(target) {
      const one = `{ ${times(4, (n) => `a${n}: post(slug: "${target.stage.longSlugs[n]}") { body bodyHtml }`)} }`;
      await Promise.all(
        Array.from({ length: 40 }, async (_, n) => {
          const socket = await target.connect(n % 4);
          socket?.pause().write(rawPost(JSON.stringify({ query: n % 2 ? chains(target) : one })));
        }),
      );
      await target.pause(target.seconds * 1_000);
    },
  },
  {
    name: 'unread-answers-pipelined',
    tries: 'asks a thousand times for a page in one write, over ten sockets, and reads no answer',
    as: 'guest',
    async run(target) {
      const body = JSON.stringify({ query: '{ posts(first: 5) { nodes { id title excerpt } } }' });
      await Promise.all(
        Array.from({ length: 10 }, async (_, n) => {
          const socket = await target.connect(n % 4);
          socket?.pause().write(rawPost(body).repeat(1_000));
        }),
      );
      await target.pause(target.seconds * 1_000);
    },
  },
];
