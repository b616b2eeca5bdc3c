import { randomBytes } from 'node:crypto';
import type { Attack } from '../attack.js';
import type { Attacker, Target } from '../target.js';

const PASSWORD = 'a lantern on the pier';
/** Wrong passwords that are judged before whoever tries must wait. */
const ATTEMPTS = 5;
const REFRESHES = 30;

const LOGIN = 'mutation ($input: LoginInput!) { login(input: $input) { expiresAt } }';

/** A new account. @returns its email and cookie */
async function register(target: Target, { headers }: Attacker): Promise<{ email: string; cookie: string }> {
  const username = `u${randomBytes(6).toString('hex')}`;
  const email = `${username}@example.org`;
  const reply = await target.send({
    headers,
    body: JSON.stringify({
      query: 'mutation ($input: RegisterInput!) { register(input: $input) { expiresAt } }',
      variables: { input: { username, email, password: PASSWORD } },
    }),
  });
  const [cookie = ''] = reply.headers['set-cookie'] ?? [];
  if (cookie === '') throw new Error(`No account: ${reply.text.slice(0, 200)}`);
  return { email, cookie: cookie.split(';', 1)[0]! };
}

export const sessions: Attack[] = [
  {
    name: 'logins',
    tries: 'tries 24 wrong passwords of one account at once, so that more are judged than one after the other',
    as: 'guest',
    async run(target) {
      for (let account = 0; account < 3; account += 1) {
        const { email } = await register(target, target.guest(20));
        const replies = await Promise.all(
          Array.from({ length: 24 }, (_, n) =>
            target.ask(target.guest(21 + account), LOGIN, { input: { email, password: `a lantern on pier ${n}` } }),
          ),
        );
        const judged = replies.filter(({ text }) => text.includes('"BAD_USER_INPUT"')).length;
        if (judged !== ATTEMPTS) return `${judged} tries were judged, and not ${ATTEMPTS}`;
      }
    },
  },
  {
    name: 'password-hashes',
    tries: 'signs in to other accounts in a loop, so that all time goes into hashes of passwords',
    as: 'guest',
    run: (target) =>
      target.repeat(32, (n) =>
        target.ask(target.guest(n % 16), LOGIN, { input: { email: `nobody${n}@example.org`, password: PASSWORD } }),
      ),
  },
  {
    name: 'refreshes',
    tries: 'refreshes a session in a loop, for a row to be kept of each',
    as: 'person',
    quick: true,
    async run(target) {
      const headers = target.guest(30).headers;
      let { cookie } = await register(target, { headers });
      let refreshed = 0;
      await target.repeat(1, async () => {
        const reply = await target.send({
          headers: { ...headers, Cookie: cookie },
          body: JSON.stringify({ query: 'mutation { refreshSession { expiresAt } }' }),
        });
        const [next] = reply.headers['set-cookie'] ?? [];
        if (reply.text.includes('"refreshSession":{') && next !== undefined) {
          refreshed += 1;
          cookie = next.split(';', 1)[0]!;
        } else await target.pause(50);
      });
      return refreshed > REFRESHES ? `one session was refreshed ${refreshed} times` : undefined;
    },
  },
];
