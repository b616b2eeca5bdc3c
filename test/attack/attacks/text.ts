import type { Attack } from '../attack.js';
import type { Attacker, Target } from '../target.js';

/** Nearly 1 MB: an `a`, and marks that are put in order when the text is normalised. */
const MARKS = `a${'\u0316\u0301'.repeat(240_000)}`;

/** Where a guest may give a text. */
const QUERIES = [
  'query ($t: String!) { placeSuggestions(query: $t) { name } }',
  'query ($t: String!) { search(query: $t, first: 1) { nodes { __typename } } }',
  'query ($t: String!) { user(username: $t) { id } }',
  'query ($t: String!) { tag(slug: $t) { id } }',
  'query ($t: String!) { post(slug: $t) { id } }',
  'query ($t: String!) { posts(first: 1, filter: { tag: $t }) { nodes { id } } }',
  'query ($t: String!) { posts(first: 1, filter: { authorUsername: $t }) { nodes { id } } }',
  'query ($t: String!) { posts(first: 1, after: $t) { nodes { id } } }',
  'query ($t: ID!) { node(id: $t) { id } }',
  'query ($t: ID!) { nodes(ids: [$t]) { id } }',
  'mutation ($t: String!) { login(input: { email: $t, password: "a lantern on the pier" }) { expiresAt } }',
  'mutation ($t: String!) { login(input: { email: "a@example.org", password: $t }) { expiresAt } }',
  'mutation ($t: String!) { register(input: { username: $t, email: "a@example.org", password: "a lantern on the pier" }) { expiresAt } }',
  'mutation ($t: String!) { register(input: { username: "abc", email: $t, password: "a lantern on the pier" }) { expiresAt } }',
  'mutation ($t: String!) { register(input: { username: "abc", email: "a@example.org", password: $t }) { expiresAt } }',
  'mutation ($t: String!) { register(input: { username: "abc", email: "a@example.org", name: $t, password: "a lantern on the pier" }) { expiresAt } }',
];

/** Where a person may. */
const MUTATIONS = [
  'mutation ($t: String!) { createPost(input: { title: $t }) { post { id } } }',
  'mutation ($t: String!) { createPost(input: { title: "A", body: $t }) { post { id } } }',
  'mutation ($t: String!) { createPost(input: { title: "A", tags: [$t] }) { post { id } } }',
  'mutation ($t: String!) { createPost(input: { title: "A", idempotencyKey: $t }) { post { id } } }',
  'mutation ($t: String!) { createPost(input: { title: "A", place: { name: $t, countryCode: "DE" } }) { post { id } } }',
  'mutation ($t: String!) { createPost(input: { title: "A", place: { name: "A", countryCode: $t } }) { post { id } } }',
  'mutation ($t: ID!) { addComment(input: { postId: $t, body: "A" }) { commentEdge { cursor } } }',
  'mutation ($t: String!) { updateProfile(input: { name: $t }) { user { id } } }',
  'mutation ($t: String!) { updateProfile(input: { bio: $t }) { user { id } } }',
  'mutation ($t: String!) { changePassword(input: { currentPassword: "a", newPassword: $t }) { expiresAt } }',
  'mutation ($t: ID!) { deletePost(input: { id: $t }) { deletedId } }',
];

const sendAll = (target: Target, as: (n: number) => Attacker, documents: readonly string[], text: string) =>
  target.repeat(2, (n) => target.ask(as(n), documents[n % documents.length]!, { t: text }), documents.length * 3);

export const text: Attack[] = [
  {
    name: 'marks',
    tries: 'sends a megabyte of combining marks as each text that may be asked for, for the server to normalise',
    as: 'guest',
    quick: true,
    run: (target) => sendAll(target, (n) => target.guest(n % 4), QUERIES, MARKS),
  },
  {
    name: 'marks-written',
    tries: 'sends a megabyte of combining marks as each text that may be written',
    as: 'person',
    run: (target) => sendAll(target, (n) => target.person(n % 4), MUTATIONS, MARKS),
  },
  {
    name: 'spaces',
    tries: 'sends a megabyte of spaces, and of other signs that patterns go back over, as each text',
    as: 'guest',
    async run(target) {
      for (const sign of [' ', '\t\n', '-', '@.', '#']) {
        const long = `a${sign.repeat(Math.floor(900_000 / sign.length))}a`;
        await target.repeat(
          2,
          (n) => target.ask(target.guest(n % 4), QUERIES[n % QUERIES.length]!, { t: long }),
          QUERIES.length,
        );
      }
    },
  },
];
