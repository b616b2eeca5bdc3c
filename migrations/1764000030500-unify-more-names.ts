import type { MigrationInterface, QueryRunner } from 'typeorm';
import { canonicalEmail } from '../server/modules/users/emails.js';

interface Account {
  id: string;
  username: string;
  email: string;
}

/** E-mail addresses that were typed with the İ of a Turkish keyboard. Accounts that would have the same one stay apart, as before. */
export class UnifyMoreNames1764000030500 implements MigrationInterface {
  name = 'UnifyMoreNames1764000030500';

  async up(runner: QueryRunner): Promise<void> {
    const accounts = (await runner.query(
      `SELECT id, username, email FROM users WHERE email LIKE '%i\u0307%' ORDER BY created_at, id`,
    )) as Account[];
    for (const { id, username, email } of accounts) {
      const canonical = canonicalEmail(email);
      const [other] = (await runner.query(`SELECT username FROM users WHERE email = $1`, [canonical])) as Account[];
      if (other !== undefined)
        console.warn(
          `The accounts ${other.username} and ${username} have the same e-mail address, spelled differently. They stay apart: ` +
            `who signs in with this address reaches the account to which the password belongs.`,
        );
      else await runner.query(`UPDATE users SET email = $2 WHERE id = $1`, [id, canonical]);
    }
  }

  /** What is one stays one. */
  async down(): Promise<void> {}
}
