import { randomBytes } from 'node:crypto';
import { Mendable } from '../../scripts/lib/command.js';

export type Headers = Record<string, string>;

const SECONDS = 20;

/** @throws Mendable unless the answer is data alone */
export async function ask<T>(url: string, headers: Headers, query: string, variables = {}): Promise<T> {
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(SECONDS * 1_000),
  });
  const text = await answer.text();
  const { data, errors } = answer.ok ? (JSON.parse(text) as { data: T; errors?: unknown }) : { errors: true };
  if (errors) throw new Mendable(`HTTP ${answer.status}: ${text.slice(0, 500)}`);
  return data!;
}

export const WRITE = `mutation ($input: CreatePostInput!) { createPost(input: $input) { post { id } } }`;

/** Somebody with an account, who comes through an edge that says its address. */
export class Person {
  private constructor(
    readonly token: string,
    private readonly edge: Headers,
  ) {}

  /** `edge`: what it adds to requests. The address is one of the person's own, for few accounts may come from one. */
  static async register(url: string, edge: Headers): Promise<Person> {
    const from = { ...edge, 'X-Forwarded-For': `2001:db8:${randomBytes(2).toString('hex')}::1` };
    const username = `walker_${randomBytes(5).toString('hex')}`;
    const input = { username, email: `${username}@example.com`, password: 'a lantern on the pier' };
    const { register } = await ask<{ register: { accessToken: string } }>(
      url,
      from,
      `mutation ($input: RegisterInput!) { register(input: $input) { accessToken } }`,
      { input },
    );
    return new Person(register.accessToken, from);
  }

  get headers(): Headers {
    return { ...this.edge, Authorization: `Bearer ${this.token}` };
  }

  /** Publishes a story. @returns its id */
  async write(url: string, title: string): Promise<string> {
    const input = { title, body: 'Written on the road.', publish: true };
    const { createPost } = await ask<{ createPost: { post: { id: string } } }>(url, this.headers, WRITE, { input });
    return createPost.post.id;
  }

  comment(url: string, postId: string, body: string): Promise<unknown> {
    return ask(url, this.headers, `mutation ($input: AddCommentInput!) { addComment(input: $input) { post { id } } }`, {
      input: { postId, body },
    });
  }

  delete(url: string, id: string): Promise<unknown> {
    return ask(url, this.headers, `mutation ($input: DeletePostInput!) { deletePost(input: $input) { deletedId } }`, {
      input: { id },
    });
  }
}

/** The title of a story as everybody reads it; nothing where there is none. */
export async function titleOf(url: string, edge: Headers, id: string): Promise<string | undefined> {
  const { node } = await ask<{ node: { title: string } | null }>(
    url,
    edge,
    `query ($id: ID!) { node(id: $id) { ... on Post { title } } }`,
    { id },
  );
  return node?.title;
}

export const health = (url: string, edge: Headers): Promise<{ health: { status: string; version: string } }> =>
  ask(url, edge, '{ health { status version } }');
