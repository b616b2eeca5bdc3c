import { randomBytes, randomInt } from 'node:crypto';
import { sql } from '../../server/platform/database/index.js';
import type { App } from './app.js';

export const PASSWORD = 'a lantern on the pier';

export interface Person {
  id: string;
  username: string;
  email: string;
  token: string;
}

/** A new account, signed in; each from an address of its own, where the app trusts 127.0.0.1 as a proxy. */
export async function signUp(app: App, over: { username?: string; name?: string } = {}): Promise<Person> {
  const username = over.username ?? `u${randomBytes(6).toString('hex')}`;
  const email = `${username}@example.com`;
  const reply = await app.graphql(
    `mutation ($input: RegisterInput!) { register(input: $input) { accessToken viewer { user { id } } } }`,
    { input: { username, email, password: PASSWORD, ...over } },
    { headers: { 'X-Forwarded-For': `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}` } },
  );
  if (!reply.body.data?.register) throw new Error(`No account: ${JSON.stringify(reply.body)}`);
  const { accessToken, viewer } = reply.body.data.register;
  return { id: viewer.user.id, username, email, token: accessToken };
}

export interface Story {
  id: string;
  slug: string;
  title: string;
  version: number;
  status: string;
}

/** A published story, unless told otherwise. */
export async function writeStory(app: App, author: Person, over: object = {}): Promise<Story> {
  const reply = await app.graphql(
    `mutation ($input: CreatePostInput!) { createPost(input: $input) { post { id slug title version status } } }`,
    { input: { title: 'A walk', body: 'We went.\n\nIt was good.', publish: true, ...over } },
    { token: author.token },
  );
  if (!reply.body.data?.createPost) throw new Error(`No story: ${JSON.stringify(reply.body)}`);
  return reply.body.data.createPost.post;
}

export const LOGIN = 'mutation ($input: LoginInput!) { login(input: $input) { accessToken } }';

/** Somebody who may take from the public what others wrote. */
export async function signUpModerator(app: App): Promise<Person> {
  const person = await signUp(app);
  await app.database.write(sql`update users set role = 'MODERATOR' where username = ${person.username}`);
  const reply = await app.graphql(
    LOGIN,
    { input: { email: person.email, password: PASSWORD } },
    { headers: { 'X-Forwarded-For': `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}` } },
  );
  return { ...person, token: reply.body.data.login.accessToken };
}
