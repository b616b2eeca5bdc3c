import { hash, type Options, verify } from '@node-rs/argon2';
import type { Cancellation } from '../cancellation.js';
import { LIMITS } from '../limits.js';
import { Semaphore } from '../semaphore.js';

// Argon2id is the package's default; its enum cannot be imported by a compiler that sees one file at a time.
const ARGON2ID: Options = { memoryCost: 19 * 1_024, timeCost: 2, parallelism: 1 };

// 19 MiB each and a thread of the pool that files and names need too.
const semaphore = new Semaphore({
  limit: LIMITS.process.passwordsAtOnce,
  maxWaiting: LIMITS.process.passwordsWaiting,
  advice: 'More passwords are to be checked than this process can, and some are refused. Run more processes.',
});

/**
 * The argon2id hash (PHC string) to keep of a password. One at a time for the holder of the request.
 * @throws AppError UNAVAILABLE when many passwords wait already, RATE_LIMITED when many of this holder do.
 */
export const hashPassword = (password: string, request?: Cancellation): Promise<string> =>
  semaphore.run(() => hash(password, ARGON2ID), request, request?.holder);

let nobodys: Promise<string> | undefined;

const hashOfNobody = (): Promise<string> =>
  (nobodys ??= hashPassword('the password of nobody').catch((error: unknown) => {
    nobodys = undefined;
    throw error;
  }));

/**
 * Is it the password of this hash? Takes as long without a hash, so that nobody learns who has an account.
 * @throws AppError as `hashPassword` does.
 */
export async function verifyPassword(
  passwordHash: string | undefined,
  password: string,
  request?: Cancellation,
): Promise<boolean> {
  const compared = passwordHash ?? (await hashOfNobody());
  const right = await semaphore.run(() => verify(compared, password), request, request?.holder);
  return right && passwordHash !== undefined;
}

/** Makes the hash that stands in for accounts that do not exist, so that the first such log-in is not slower. */
export const warmPasswords = async (): Promise<void> => void (await hashOfNobody());
