import { randomBytes } from 'node:crypto';
import type { Attack } from '../attack.js';
import type { Attacker, Target } from '../target.js';

const LONG = 'x'.repeat(900_000);
const UPDATE = 'mutation ($id: ID!) { updatePost(input: { id: $id, version: 1, title: "A" }) { post { id } } }';

/** As a caller of many keys: none is like another. */
const fresh = (n: number): string => `post_${n}_${randomBytes(8).toString('hex')}${LONG}`;

const updateAll = (target: Target) =>
  target.repeat(4, (n) => target.ask(target.person(n % 8), UPDATE, { id: fresh(n) }), 900);

/** The other places of a person's that are counted or kept by what they give. */
const OTHERS = [
  'mutation ($id: ID!) { publishPost(input: { id: $id, version: 1 }) { post { id } } }',
  'mutation ($id: ID!) { unpublishPost(input: { id: $id }) { post { id } } }',
  'mutation ($id: ID!) { deletePost(input: { id: $id }) { deletedId } }',
  'mutation ($id: ID!) { setLike(input: { postId: $id, liked: true }) { post { id } } }',
  'mutation ($id: ID!) { setBookmark(input: { postId: $id, bookmarked: true }) { post { id } } }',
  'mutation ($id: ID!) { setFollow(input: { userId: $id, following: true }) { user { id } } }',
  'mutation ($id: ID!) { addComment(input: { postId: $id, body: "A" }) { commentEdge { cursor } } }',
  'mutation ($id: ID!) { editComment(input: { id: $id, body: "A" }) { comment { id } } }',
  'mutation ($id: ID!) { revokeSession(input: { id: $id }) { revokedId } }',
  'mutation ($id: String!) { createPost(input: { title: "A", idempotencyKey: $id }) { post { id } } }',
];

/** A token that is good, behind so many spaces. */
const spaced = ({ headers }: Attacker, spaces: number): string =>
  headers.Authorization!.replace(' ', ' '.repeat(spaces));

/** A token of this length that is none. */
const token = (length: number): string => `Bearer ${'x'.repeat(Math.max(1, length))}`;

const askWith = (target: Target, attacker: Attacker, authorization: string) =>
  target.ask({ headers: { ...attacker.headers, Authorization: authorization } }, '{ viewer { email } }');

export const keys: Attack[] = [
  {
    name: 'long-ids',
    tries: 'changes a story with another id of 900 kB each time, for a limiter without Redis to keep',
    as: 'person',
    seconds: 12,
    quick: true,
    run: updateAll,
  },
  {
    name: 'long-ids-others',
    tries: 'gives ids and keys of 900 kB, each time another one, to all other mutations',
    as: 'person',
    run: (target) =>
      target.repeat(4, (n) => target.ask(target.person(n % 8), OTHERS[n % OTHERS.length]!, { id: fresh(n) }), 600),
  },
  {
    name: 'long-ids-hung-redis',
    tries: 'does the same while Redis does not answer',
    as: 'person',
    seconds: 12,
    redis: 'hung',
    run: updateAll,
  },
  {
    name: 'long-emails',
    tries: 'signs in with another email of 900 kB each time, for the limiter of attempts to keep',
    as: 'guest',
    run: (target) =>
      target.repeat(
        4,
        (n) =>
          target.ask(
            target.guest(n % 40),
            'mutation ($email: String!) { login(input: { email: $email, password: "a lantern on the pier" }) { expiresAt } }',
            { email: `${fresh(n)}@example.org` },
          ),
        600,
      ),
  },
  {
    name: 'token-spaces',
    tries: 'signs in by its token with another number of spaces before it each time, for a cache of headers to keep',
    as: 'person',
    run: (target) =>
      target.repeat(8, (n) => {
        const person = target.person(n);
        return askWith(target, person, spaced(person, 14_000 - (n % 13_000)));
      }),
  },
  {
    name: 'token-spaces-websocket',
    tries: 'does so on WebSockets, whose first message may be 64 kB',
    as: 'person',
    seconds: 12,
    run: (target) =>
      target.repeat(8, async (n) => {
        const person = target.person(n);
        const headers = { ...person.headers, Authorization: spaced(person, 63_000 - (n % 60_000)) };
        (await target.signedInWebSocket({ headers }))?.terminate();
      }),
  },
  {
    name: 'tokens',
    tries: 'sends another long token that is none each time',
    as: 'guest',
    run: (target) => target.repeat(8, (n) => askWith(target, target.guest(n % 4), token(15_000 - (n % 15_000)))),
  },
  {
    name: 'request-ids',
    tries: 'sends other request ids, origins and addresses of the longest kind each time',
    as: 'guest',
    run: (target) =>
      target.repeat(8, (n) =>
        target.send({
          headers: {
            'X-Request-Id': randomBytes(32).toString('hex'),
            Origin: `https://${randomBytes(30).toString('hex')}.example`,
            'X-Forwarded-For': `2001:db8:${(n >> 16).toString(16)}:${(n & 0xffff).toString(16)}::1`,
          },
          body: JSON.stringify({ query: '{ rateLimit { remaining } }' }),
        }),
      ),
  },
];
