import { Injectable } from '@nestjs/common';
import type { Role, Viewer } from '../../platform/auth/index.js';
import { Database, describeUnique, type Queryable, sql } from '../../platform/database/index.js';
import { type FieldProblem, mayFit, unauthenticated } from '../../platform/errors/index.js';
import { newId } from '../../platform/graphql/index.js';
import { LIMITS } from '../../platform/limits.js';
import { mentionsIn } from '../../platform/markdown/index.js';
import { emailSpellings, readableEmail, typedName } from './emails.js';
import { type UserRecord, userColumns } from './user.record.js';
import type { UpdateProfileInput } from './user.type.js';

const usernameTaken = (username: string) => `“${username}” is taken. Every username is used once.`;
const emailTaken = () => 'There is an account with this email already. Sign in instead?';
describeUnique('users_username_key', { path: 'input.username', message: usernameTaken });
describeUnique('users_email_key', { path: 'input.email', message: emailTaken });

const USERNAME = new RegExp(`^[a-z0-9_]{3,${LIMITS.text.usernameCharacters}}$`);

/**
 * The username somebody means, with or without capitals, the `@` before it and marks of a sentence behind it, which programs take for a
 * part of an address; undefined when it can be none.
 */
export function usernameOf(text: string): string | undefined {
  if (USERNAME.test(text)) return text;
  if (!mayFit(text, 1 + LIMITS.text.usernameCharacters)) return undefined;
  const username = typedName(text)
    .replace(/^@/, '')
    .replace(/(?:(?!_)\p{P})+$/u, '');
  return USERNAME.test(username) ? username : undefined;
}

/** What signing in needs to know; never leaves the server. */
export interface Credentials {
  id: string;
  username: string;
  email: string;
  passwordHash: string;
  role: Role;
  suspendedAt: string | null;
}

export interface MentionedUser {
  id: string;
  username: string;
}

interface NewUser {
  username: string;
  email: string;
  name: string;
  passwordHash: string;
}

const credentialColumns = sql`id, username, email, password_hash as "passwordHash", role, suspended_at as "suspendedAt"`;

@Injectable()
export class UsersService {
  constructor(private readonly database: Database) {}

  async findByUsername(text: string): Promise<UserRecord | undefined> {
    const username = usernameOf(text);
    if (username === undefined) return undefined;
    return this.database.first(sql<UserRecord>`select ${userColumns} from users u where u.username = ${username}`);
  }

  findByIds(ids: readonly string[]): Promise<UserRecord[]> {
    return this.database.rows(sql<UserRecord>`select ${userColumns} from users u where u.id = any(${ids}::uuid[])`);
  }

  /** Whom a text mentions, in its order. */
  async findMentioned(markdown: string, tx: Pick<Queryable, 'rows'> = this.database): Promise<MentionedUser[]> {
    const names = mentionsIn(markdown);
    if (names.length === 0) return [];
    return tx.rows(sql<MentionedUser>`
      select u.id, u.username from unnest(${names}::text[]) with ordinality as n (name, place)
      join users u on u.username = n.name order by n.place`);
  }

  async findEmail(userId: string): Promise<string | undefined> {
    const row = await this.database.first(sql<{ email: string }>`select email from users where id = ${userId}`);
    return row && readableEmail(row.email);
  }

  /** @throws AppError UNAUTHENTICATED when the account is gone. */
  async updateProfile(viewer: Viewer, { name, bio }: UpdateProfileInput): Promise<UserRecord> {
    const [user] = await this.database.write(
      sql<UserRecord>`
        update users u set name = coalesce(${name ?? null}, u.name), bio = coalesce(${bio ?? null}, u.bio),
          updated_at = clock_timestamp()
        where u.id = ${viewer.id} returning ${userColumns}`,
      viewer.request,
    );
    if (user === undefined) throw unauthenticated();
    return user;
  }

  /** Why this username cannot be had; usernames are public. */
  async usernameProblems(username: string): Promise<FieldProblem[]> {
    const taken = await this.database.first(sql`select 1 from users where username = ${username}`);
    return taken === undefined ? [] : [{ path: 'input.username', message: usernameTaken(username) }];
  }

  /** Why this address cannot be had. Whoever asks learns who has an account: count it first. */
  async emailProblems(email: string): Promise<FieldProblem[]> {
    const taken = await this.database.first(sql`select 1 from users where email = ${email}`);
    return taken === undefined ? [] : [{ path: 'input.email', message: emailTaken() }];
  }

  /** @throws AppError CONFLICT when the username or the e-mail is taken. */
  async create(tx: Queryable, { username, email, name, passwordHash }: NewUser): Promise<{ id: string }> {
    const id = newId();
    await tx.rows(sql`
      insert into users (id, username, email, name, password_hash)
      values (${id}, ${username}, ${email}, ${name}, ${passwordHash})`);
    return { id };
  }

  /** More than one only where the addresses of several accounts became one; whose address was typed so comes first. */
  findCredentialsByEmail(typed: string): Promise<Credentials[]> {
    return this.database.rows(sql<Credentials>`
      select ${credentialColumns} from users where email = any(${emailSpellings(typed)}::text[])
      order by email = ${typed} desc, created_at, id`);
  }

  findCredentialsById(id: string): Promise<Credentials | undefined> {
    return this.database.first(sql<Credentials>`select ${credentialColumns} from users where id = ${id}`);
  }

  /** As they are now, and as they stay until the end of the transaction. */
  lockCredentials(tx: Queryable, id: string): Promise<Credentials | undefined> {
    return tx.first(sql<Credentials>`select ${credentialColumns} from users where id = ${id} for no key update`);
  }

  async setPasswordHash(tx: Queryable, id: string, passwordHash: string): Promise<void> {
    await tx.rows(
      sql`update users set password_hash = ${passwordHash}, updated_at = clock_timestamp() where id = ${id}`,
    );
  }

  async setRole(tx: Queryable, id: string, role: Role): Promise<void> {
    await tx.rows(sql`update users set role = ${role}, updated_at = clock_timestamp() where id = ${id}`);
  }

  async setSuspended(tx: Queryable, id: string, suspended: boolean): Promise<void> {
    await tx.rows(sql`
      update users set suspended_at = case when ${suspended}::boolean then clock_timestamp() end,
        updated_at = clock_timestamp()
      where id = ${id}`);
  }
}
