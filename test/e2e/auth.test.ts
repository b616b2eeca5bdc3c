import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from '../../server/platform/database/index.js';
import { type App, startApp } from '../support/app.js';
import { Browser, OPERATIONS, PASSWORD, signUpIn, someone } from './auth-support.js';

let app: App;
beforeAll(async () => {
  app = await startApp({ TRUST_PROXY: '127.0.0.1' });
});
afterAll(() => app.close());

const signUp = () => signUpIn(app.url);
const browserOf = (ip: string) => new Browser(app.url, ip);

describe('register', () => {
  test('makes an account that is signed in, with e-mail and username small', async () => {
    const { username, ip } = someone();
    const reply = await browserOf(ip).send(OPERATIONS.register, {
      input: { username: username.toUpperCase(), email: ` ${username.toUpperCase()}@Example.com `, password: PASSWORD },
    });
    expect(reply.errors).toEqual([]);
    expect(reply.data.register?.viewer).toEqual({ email: `${username}@example.com`, user: { username, role: 'USER' } });
    expect(Date.parse(reply.data.register!.expiresAt)).toBeGreaterThan(Date.now() + 14 * 60_000);
  });

  test('the name is the username unless given', async () => {
    const named = async (over: object) => {
      const { username, email, password, ip } = someone();
      const document = `mutation ($input: RegisterInput!) { register(input: $input) { viewer { user { name username } } } }`;
      const reply = await browserOf(ip).send(document, { input: { username, email, password, ...over } });
      return reply.data.register?.viewer.user as unknown as { name: string; username: string };
    };
    for (const over of [{}, { name: null }]) {
      const { name, username } = await named(over);
      expect(name).toBe(username);
    }
    expect((await named({ name: ' Ana  de  Graaf ' })).name).toBe('Ana de Graaf');
  });

  test('a known e-mail or username is a CONFLICT that names the field', async () => {
    const { username, email } = await signUp();
    const other = someone();
    const browser = browserOf(other.ip);
    const mail = await browser.send(OPERATIONS.register, {
      input: { username: other.username, email, password: PASSWORD },
    });
    expect(mail.error?.extensions).toMatchObject({ code: 'CONFLICT', fields: [{ path: 'input.email' }] });
    const name = await browser.send(OPERATIONS.register, {
      input: { username, email: other.email, password: PASSWORD },
    });
    expect(name.error?.extensions).toMatchObject({ code: 'CONFLICT', fields: [{ path: 'input.username' }] });
  });

  test('all that is wrong with several fields is said at once', async () => {
    const { username, email } = await signUp();
    const fieldsOf = async (input: object) => {
      const browser = browserOf(someone().ip);
      const { error } = await browser.send(OPERATIONS.register, {
        input: { username, email, password: PASSWORD, ...input },
      });
      return [error?.extensions?.code, (error?.extensions?.fields as { path: string }[]).map(({ path }) => path)];
    };
    expect(await fieldsOf({})).toEqual(['CONFLICT', ['input.username', 'input.email']]);
    // Whether an address has an account is told only to who could have one.
    expect(await fieldsOf({ password: 'password123' })).toEqual([
      'BAD_USER_INPUT',
      ['input.username', 'input.password'],
    ]);
  });

  test.each([
    ['a password of nine characters', { password: 'kort woor' }, 'input.password'],
    ['a password of 129 characters', { password: 'x7 '.repeat(43) }, 'input.password'],
    ['a common password', { password: 'password123' }, 'input.password'],
    ['a malformed e-mail', { email: 'nobody' }, 'input.email'],
    ['a username with a space', { username: 'two words' }, 'input.username'],
    ['a username of two characters', { username: 'ab' }, 'input.username'],
    ['a username of 31 characters', { username: 'x'.repeat(31) }, 'input.username'],
    ['a name of 51 characters', { name: 'x'.repeat(51) }, 'input.name'],
    ['a name that nobody sees', { name: '\u200b' }, 'input.name'],
  ])('%s is BAD_USER_INPUT that names the field', async (_what, over, path) => {
    const { username, email, password, ip } = someone();
    const reply = await browserOf(ip).send(OPERATIONS.register, { input: { username, email, password, ...over } });
    expect(reply.error?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path }] });
    expect(reply.data.register ?? null).toBeNull();
  });

  test('a password made of the username or the e-mail is refused', async () => {
    const { username, email, ip } = someone();
    for (const password of [`${username}1`, email])
      expect(
        (await browserOf(ip).send(OPERATIONS.register, { input: { username, email, password } })).error?.extensions,
      ).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'input.password' }] });
  });

  test('thirty looks at a password per five minutes and address; what is wrong with it uses up no registration', async () => {
    const { username, email, password, ip } = someone();
    const register = async (wanted: string) =>
      (await browserOf(ip).send(OPERATIONS.register, { input: { username, email, password: wanted } })).error
        ?.extensions.code;
    for (let n = 0; n < 29; n += 1) expect(await register('password123')).toBe('BAD_USER_INPUT');
    expect(await register(password)).toBeUndefined();
    expect(await register('password123')).toBe('RATE_LIMITED');
  });

  test('five an hour from one address, the sixth is RATE_LIMITED', async () => {
    const { ip } = someone();
    for (let n = 0; n < 5; n += 1) {
      const { username, email, password } = someone();
      const reply = await browserOf(ip).send(OPERATIONS.register, { input: { username, email, password } });
      expect(reply.errors).toEqual([]);
    }
    const { username, email, password } = someone();
    const sixth = await browserOf(ip).send(OPERATIONS.register, { input: { username, email, password } });
    expect(sixth.error?.extensions.code).toBe('RATE_LIMITED');
    expect(sixth.error?.extensions.retryAfterSeconds).toBeGreaterThan(3_000);
  });
});

describe('login', () => {
  test('answers an unknown account as it answers a wrong password, and as slowly', async () => {
    const { email } = await signUp();
    const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
    for (let n = 0; n < 9; n += 1) {
      const replies = [];
      for (const [kind, address] of [
        ['known', email],
        ['unknown', someone().email],
      ] as const) {
        const began = performance.now();
        replies.push(await browserOf(someone().ip).login(address, 'not the password'));
        times[kind].push(performance.now() - began);
      }
      expect({ ...replies[0], error: replies[0]!.error?.message }).toMatchObject({
        status: replies[1]!.status,
        data: replies[1]!.data,
        error: replies[1]!.error?.message,
      });
      expect(replies[0]!.error?.extensions).toMatchObject({
        ...replies[1]!.error?.extensions,
        requestId: expect.anything(),
      });
    }
    const median = (list: number[]) => list.sort((a, b) => a - b)[4]!;
    // A hash not made would show: it takes twenty times what the rest of a log-in does.
    const ratio = median(times.unknown) / median(times.known);
    expect(ratio).toBeGreaterThan(1 / 4);
    expect(ratio).toBeLessThan(4);
  });

  test('five failures, then a delay that doubles; another address and another account notice nothing', async () => {
    const { email, ip, browser } = await signUp();
    const thief = browserOf(someone().ip);
    for (let n = 0; n < 5; n += 1)
      expect((await thief.login(email, 'wrong')).error?.extensions.code).toBe('BAD_USER_INPUT');
    const refused = (await thief.login(email)).error?.extensions;
    expect(refused).toMatchObject({ code: 'RATE_LIMITED' });
    expect(refused?.retryAfterSeconds).toBeLessThanOrEqual(5);
    expect((await browser.send(OPERATIONS.viewer)).data.viewer).not.toBeNull();
    expect((await browserOf(ip).login(email)).errors).toEqual([]);
    await sleep((refused?.retryAfterSeconds ?? 5) * 1_000);
    expect((await thief.login(email, 'wrong')).error?.extensions.code).toBe('BAD_USER_INPUT');
    const again = (await thief.login(email)).error?.extensions;
    expect(again?.code).toBe('RATE_LIMITED');
    expect(again?.retryAfterSeconds).toBeGreaterThan(5);
  });

  test('a right password forgets the failures before it', async () => {
    const { email } = await signUp();
    const forgetful = browserOf(someone().ip);
    for (let round = 0; round < 2; round += 1) {
      for (let n = 0; n < 4; n += 1)
        expect((await forgetful.login(email, 'wrong')).error?.extensions.code).toBe('BAD_USER_INPUT');
      expect((await forgetful.login(email)).errors).toEqual([]);
    }
  });

  test('ten log-ins under aliases in one document count as ten', async () => {
    const { email } = await signUp();
    const fields = Array.from({ length: 10 }, (_, n) => `a${n}: login(input: $input) { accessToken }`);
    const document = `mutation A($input: LoginInput!) { ${fields.join(' ')} }`;
    const input = { email, password: 'wrong' };
    const reply = await browserOf(someone().ip).send(document, { input });
    const codes = reply.errors.map((error) => error.extensions.code);
    expect(codes.filter((code) => code === 'BAD_USER_INPUT').length).toBeLessThanOrEqual(5);
    expect(Object.values(reply.data).every((value) => value === null)).toBe(true);
    const ip = someone().ip;
    const ten = (n: number) =>
      browserOf(ip).send(
        document
          .replaceAll('$input)', `{ email: "${n}x${email}", password: "wrong" })`)
          .replace('($input: LoginInput!)', ''),
      );
    for (let n = 0; n < 3; n += 1) await ten(n);
    expect((await browserOf(ip).login(someone().email, 'wrong')).error?.extensions.code).toBe('RATE_LIMITED');
  });

  test('an e-mail with half a character in it is BAD_USER_INPUT that names the field', async () => {
    const reply = await browserOf(someone().ip).login('a\ud800@example.com');
    expect(reply.error?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'input.email' }] });
  });

  test('an e-mail is one address however it is written', async () => {
    const local = someone().username;
    const owner = browserOf(someone().ip);
    const register = (email: string) =>
      browserOf(someone().ip).send(OPERATIONS.register, {
        input: { username: someone().username, email, password: PASSWORD },
      });
    const made = await owner.send(OPERATIONS.register, {
      input: { username: someone().username, email: `${local}@München.example`, password: PASSWORD },
    });
    expect(made.errors).toEqual([]);
    for (const spelling of [
      `${local}@münchen.example`,
      `${local}@xn--mnchen-3ya.example`,
      `${local.toUpperCase()}@XN--MNCHEN-3YA.EXAMPLE.`,
      `${local}@mu\u0308nchen.example`,
      ` ${local}\u200b@mün\u00adchen\u3002example\u0000 `,
      `${local}＠ｍünchen．example`,
    ]) {
      expect((await browserOf(someone().ip).login(spelling)).errors).toEqual([]);
      expect((await register(spelling)).error?.extensions.code).toBe('CONFLICT');
    }
    expect((await browserOf(someone().ip).login(`${local}@munchen.example`)).error?.extensions.code).toBe(
      'BAD_USER_INPUT',
    );
  });

  test('two accounts from before addresses were one are both reached, by their own passwords', async () => {
    const [first, second] = [await signUp(), someone()];
    const password = 'acht droge schoenen';
    const made = await browserOf(second.ip).send(OPERATIONS.register, {
      input: { username: second.username, email: second.email, password },
    });
    expect(made.errors).toEqual([]);
    const local = first.username;
    for (const [person, domain] of [
      [first, 'xn--mnchen-3ya.example'],
      [second, 'münchen.example'],
    ] as const)
      await app.database.write(
        sql`update users set email = ${`${local}@${domain}`} where username = ${person.username}`,
      );
    for (const spelling of [`${local}@münchen.example`, `${local}@xn--mnchen-3ya.example`]) {
      const who = async (secret: string) =>
        (await browserOf(someone().ip).login(spelling, secret)).data.login?.viewer.user.username;
      expect(await who(PASSWORD)).toBe(first.username);
      expect(await who(password)).toBe(second.username);
      expect(await who('wrong')).toBeUndefined();
    }
  });

  test('an address with the zone of another machine is an address like any other', async () => {
    const { email } = await signUp();
    expect((await browserOf(`fe80::1%${'z'.repeat(60)}`).login(email)).errors).toEqual([]);
  });

  test('25 attempts per five minutes and address, a /64 of IPv6 being one', async () => {
    for (let n = 0; n < 25; n += 1)
      expect((await browserOf(`2001:db8:77:1::${n}`).login(`${n}@example.org`, 'w')).error?.extensions.code).toBe(
        'BAD_USER_INPUT',
      );
    expect((await browserOf('2001:db8:77:1:ffff::1').login('z@example.org', 'w')).error?.extensions.code).toBe(
      'RATE_LIMITED',
    );
    expect((await browserOf('2001:db8:77:2::1').login('z@example.org', 'w')).error?.extensions.code).toBe(
      'BAD_USER_INPUT',
    );
  });
});

describe('the Bearer token', () => {
  test.each(['Bearer x', 'Bearer a.b.c', 'Basic YTpi', 'Bearer'])(
    '%p is a 401 with UNAUTHENTICATED, never a guest',
    async (authorization) => {
      const reply = await browserOf(someone().ip).send('{ __typename }', {}, { authorization });
      expect([reply.status, reply.error?.extensions.code, reply.data]).toEqual([401, 'UNAUTHENTICATED', {}]);
    },
  );

  test('nothing of a document with a bad token is executed', async () => {
    const { username, email, password, ip } = someone();
    const input = { username, email, password };
    const reply = await browserOf(ip).send(OPERATIONS.register, { input }, { authorization: 'Bearer nonsense' });
    expect(reply.status).toBe(401);
    expect(await app.database.first(sql`select 1 from users where username = ${username}`)).toBeUndefined();
  });
});
