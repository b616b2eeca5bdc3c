import type { MigrationInterface, QueryRunner } from 'typeorm';
import { canonicalEmail } from '../server/modules/users/emails.js';
import { normaliseText } from '../server/platform/errors/index.js';

interface Account {
  id: string;
  username: string;
  email: string;
  name: string;
}

/**
 * The e-mail addresses of accounts in the one form in which they are compared from now on, and the names of people without
 * characters that nobody sees. Accounts whose addresses would be the same stay apart, with their addresses as they
 * are, and the log names both.
 */
export class UnifyNames1764000023200 implements MigrationInterface {
  name = 'UnifyNames1764000023200';

  async up(runner: QueryRunner): Promise<void> {
    const accounts = (await runner.query(
      `SELECT id, username, email, name FROM users
       WHERE octet_length(email || name) <> char_length(email || name) OR email LIKE '%.' ORDER BY created_at, id`,
    )) as Account[];
    for (const { id, username, email, name } of accounts) {
      await runner.query(`UPDATE users SET name = $2 WHERE id = $1 AND name <> $2`, [
        id,
        normaliseText(name, 'name').trim() || username,
      ]);
      const canonical = canonicalEmail(email);
      const [other] = (await runner.query(`SELECT username FROM users WHERE email = $1 AND id <> $2`, [
        canonical,
        id,
      ])) as Account[];
      if (other !== undefined)
        console.warn(
          `The accounts ${other.username} and ${username} have the same e-mail address, spelled differently. They stay apart: ` +
            `who signs in with this address reaches the account to which the password belongs.`,
        );
      else await runner.query(`UPDATE users SET email = $2 WHERE id = $1 AND email <> $2`, [id, canonical]);
    }
  }

  /** What is one stays one. */
  async down(): Promise<void> {}
}
