import { hash, type Options, verify } from '@node-rs/argon2';
import { Turnstile } from '../turnstile.js';

// Argon2id is the package's default; its enum cannot be imported by a compiler that sees one file at a time.
const ARGON2ID: Options = { memoryCost: 19 * 1_024, timeCost: 2, parallelism: 1 };

const MAX_AT_ONCE = 4;
const MAX_WAITING = 200;

// 19 MiB each and a thread of the pool that files and names need too.
const turnstile = new Turnstile(MAX_AT_ONCE, MAX_WAITING);

/** The argon2id hash (PHC string) to keep of a password. */
export const hashPassword = (password: string): Promise<string> => turnstile.run(() => hash(password, ARGON2ID));

let nobodys: Promise<string> | undefined;

/** Is it the password of this hash? Takes as long without a hash, so that nobody learns who has an account. */
export async function verifyPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  const compared = passwordHash ?? (await (nobodys ??= hashPassword('the password of nobody')));
  const right = await turnstile.run(() => verify(compared, password));
  return right && passwordHash !== undefined;
}

/** Makes the hash that stands in for accounts that do not exist, so that the first such log-in is not slower. */
export const warmPasswords = async (): Promise<void> =>
  void (await (nobodys ??= hashPassword('the password of nobody')));
