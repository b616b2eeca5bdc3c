import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { createDataSource } from './data-source.js';
import { DatabaseModule } from './database.module.js';
import { AuthModule, SessionsService } from './modules/auth/index.js';
import { fillGazetteer } from './modules/places/index.js';
import { usernameOf, UsersModule, UsersService } from './modules/users/index.js';
import { hashPassword, PlatformAuthModule, type Role, ROLES } from './platform/auth/index.js';
import { type Config, ConfigModule, InvalidSettings, loadConfig } from './platform/config/index.js';
import { Database, databaseProblem, isDatabaseAway, sql } from './platform/database/index.js';
import { NodesModule } from './platform/graphql/index.js';
import { migrate, pendingMigrations } from './platform/database/migrate.js';
import { RateLimitModule } from './platform/rate-limit/index.js';
import { Realtime, RealtimeModule } from './platform/realtime/index.js';

const HELP = `The hosts' commands. DATABASE_URL and the secrets as for the server.

  migrate       [patience=0]                  apply the migrations that are pending
  migrate-wait  [patience=300]                wait until others have applied them; changes nothing
  user-role     username=… role=user|moderator|admin
                                              give a role; ends the person's sessions
  user-password username=…                    set a one-time password and print it; ends the person's sessions
  user-suspend  username=… [undo=true]        let a person read only, or write again; ends the person's sessions

patience is how many seconds a database may be away. Options can also be written as --username …`;

/** A mistake of whoever types: said without a stack. */
class UsageError extends Error {}

interface Options {
  username: string | undefined;
  role: string | undefined;
  undo: boolean;
}

type Get = <Service>(service: Type<Service>) => Service;
type UserCommand = (get: Get, userId: string, options: Options) => Promise<string>;

const userCommands: Record<string, UserCommand> = {
  async 'user-role'(get, userId, { username, role }) {
    const wanted = role?.toUpperCase() as Role | undefined;
    if (wanted === undefined || !ROLES.includes(wanted))
      throw new UsageError('Say which role: role=user, role=moderator or role=admin.');
    const ended = await changing(get, userId, (tx) => get(UsersService).setRole(tx, userId, wanted));
    return `${username} is ${wanted} now. Sessions ended: ${ended}.`;
  },

  async 'user-password'(get, userId, { username }) {
    const password = randomBytes(15).toString('base64url');
    const passwordHash = await hashPassword(password);
    const ended = await changing(get, userId, (tx) => get(UsersService).setPasswordHash(tx, userId, passwordHash));
    return `The password of ${username} is now: ${password}\nIt should be changed in the settings. Sessions ended: ${ended}.`;
  },

  async 'user-suspend'(get, userId, { username, undo }) {
    const ended = await changing(get, userId, (tx) => get(UsersService).setSuspended(tx, userId, !undo));
    if (!undo) await get(Realtime).publish('user.suspended', { userId });
    return `${username} ${undo ? 'may write again' : 'is suspended: reading only'}. Sessions ended: ${ended}.`;
  },
};

/** One transaction: the change and the end of all sessions, which carry what was. @returns how many sessions ended */
async function changing(
  get: Get,
  userId: string,
  change: (tx: Parameters<Parameters<Database['transaction']>[0]>[0]) => Promise<unknown>,
): Promise<number> {
  const ended = await get(Database).transaction(async (tx) => {
    await change(tx);
    return get(SessionsService).endAllIn(tx, userId);
  });
  await get(SessionsService).announce(ended);
  return ended.length;
}

async function runUserCommand(command: UserCommand, config: Config, options: Options): Promise<string> {
  if (!options.username) throw new UsageError('Say whose account: username=….');
  @Module({
    imports: [
      ConfigModule.with(config),
      DatabaseModule,
      RealtimeModule,
      RateLimitModule,
      PlatformAuthModule,
      NodesModule,
      UsersModule,
      AuthModule,
    ],
  })
  class CommandModule {}
  const app = await NestFactory.createApplicationContext(CommandModule, { logger: ['error'] });
  try {
    const username = usernameOf(options.username) ?? options.username;
    if ((await pendingMigrations(app.get(DataSource))).length > 0)
      throw new UsageError('Migrations are pending: migrate the database first.');
    const user = await app.get(Database).first(sql<{ id: string }>`select id from users where username = ${username}`);
    if (user === undefined) throw new UsageError(`There is no account named ${username}.`);
    return await command((service) => app.get(service), user.id, { ...options, username });
  } finally {
    await app.close();
  }
}

const migrationSource = (config: Config): Promise<DataSource> =>
  createDataSource({
    url: config.databaseDirectUrl,
    ca: config.databaseCa,
    applicationName: 'wander migrate',
  }).initialize();

/** Does it again each second while the database is away, for so many seconds. */
async function patiently<T>(seconds: number, work: () => Promise<T>): Promise<T> {
  for (const deadline = Date.now() + seconds * 1_000; ; await sleep(1_000)) {
    try {
      return await work();
    } catch (error) {
      if (!isDatabaseAway(error) || Date.now() >= deadline) throw error;
    }
  }
}

async function runMigrations(config: Config, patience: number): Promise<string> {
  const dataSource = await patiently(patience, () => migrationSource(config));
  try {
    const applied = await migrate(dataSource, config.databaseDirectUrl);
    const towns = await fillGazetteer(dataSource);
    return [
      applied.length === 0 ? 'The database is up to date.' : `Applied:\n  ${applied.join('\n  ')}`,
      ...(towns > 0 ? [`${towns} towns of GeoNames.`] : []),
    ].join('\n');
  } finally {
    await dataSource.destroy();
  }
}

const SAID_EACH_MS = 10_000;

/** The migrations that are missing, or what is wrong with a database that is away. */
async function pendingOrAway(config: Config): Promise<string[]> {
  try {
    const dataSource = await migrationSource(config);
    return await pendingMigrations(dataSource).finally(() => dataSource.destroy());
  } catch (error) {
    if (!isDatabaseAway(error)) throw error;
    return [`the database (${databaseProblem(error) ?? (error as Error).message})`];
  }
}

/** Waits until every migration that this build knows is applied, by whomever. */
async function waitForMigrations(config: Config, patience: number): Promise<string> {
  const deadline = Date.now() + patience * 1_000;
  for (let said = 0; ; await sleep(1_000)) {
    const missing = await pendingOrAway(config);
    if (missing.length === 0) return 'The database has every migration of this version.';
    const names = missing.join('\n  ');
    if (Date.now() >= deadline)
      throw new UsageError(
        `Still not applied after ${patience} s:\n  ${names}\nWhat applies them is migrate: in a cluster a Job, which a new image under an old tag does not get by itself.`,
      );
    if (Date.now() - said < SAID_EACH_MS) continue;
    said = Date.now();
    console.log(`Waiting for:\n  ${names}`);
  }
}

function secondsOf(patience: string): number {
  if (!/^\d{1,5}$/.test(patience)) throw new UsageError('patience is a whole number of seconds.');
  return Number(patience);
}

/** `username=ana` is `--username ana`: the form in which a Makefile is called. */
const asOptions = (words: string[]): string[] =>
  words.map((word) => (/^[a-z]+=/.test(word) ? `--${word}` : word)).filter((word) => !/^--[a-z]+=$/.test(word));

async function main(args: string[]): Promise<string> {
  const { values, positionals } = parseArgs({
    args: asOptions(args),
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h' },
      username: { type: 'string' },
      role: { type: 'string' },
      undo: { type: 'string', default: 'false' },
      patience: { type: 'string' },
    },
  });
  const [name] = positionals;
  if (values.help || name === undefined) return HELP;
  if (name === 'migrate') return runMigrations(loadConfig(), secondsOf(values.patience ?? '0'));
  if (name === 'migrate-wait') return waitForMigrations(loadConfig(), secondsOf(values.patience ?? '300'));
  const command = Object.hasOwn(userCommands, name) ? userCommands[name] : undefined;
  if (command === undefined) throw new UsageError(`There is no command ${name}.\n\n${HELP}`);
  if (values.undo !== 'true' && values.undo !== 'false') throw new UsageError('undo is true or false.');
  const options = { username: values.username, role: values.role, undo: values.undo === 'true' };
  return runUserCommand(command, loadConfig(), options);
}

try {
  console.log(await main(process.argv.slice(2)));
} catch (error) {
  const mistake =
    error instanceof UsageError ||
    error instanceof InvalidSettings ||
    (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
  const words = mistake || !(error instanceof Error) ? (error as Error).message : databaseProblem(error);
  console.error(words ?? (error as Error).stack);
  process.exitCode = 1;
}
