import { attacks } from '../../test/attack/attacks.js';
import { lineOf, tableOf, writeDocument } from '../../test/attack/report.js';
import { type Outcome, Siege } from '../../test/attack/siege.js';
import { Stage } from '../../test/attack/stage.js';
import { API_COMMAND } from '../lib/api.js';
import { buildGraphiql, buildPages, buildServer, builtOrNot } from '../lib/build.js';
import { Mendable, type Words } from '../lib/command.js';
import { INTERRUPTED, Lifetime } from '../lib/lifetime.js';
import { prepareDatabase } from '../lib/migrations.js';
import { step } from '../lib/progress.js';
import { startTemporaryPostgres } from '../lib/temporary-postgres.js';

const PATIENCE_MS = 10_000;

/** Attacks a production build with a database of its own, and fails unless it withstands. */
export default async function command({ only, seconds, docs }: Words): Promise<void> {
  if (process.platform !== 'linux')
    throw new Mendable('make attack needs Linux: attackers come from many addresses of 127.0.0.0/8.');
  const chosen = choose(only);
  const time = seconds === undefined ? undefined : Number(seconds);
  if (time !== undefined && !(time >= 1 && time <= 120))
    throw new Mendable('seconds must be a number from 1 to 120, as in: make attack seconds=5');
  const lifetime = new Lifetime(PATIENCE_MS, INTERRUPTED);
  await lifetime.run(async () => {
    console.log('Attacking Wander');
    await step('API', buildServer, builtOrNot);
    await step('GraphiQL', buildGraphiql, builtOrNot);
    await step('client for the server', buildPages, builtOrNot);
    lifetime.throwIfOver();
    const postgres = await lifetime.open(
      () => step('database', startTemporaryPostgres),
      ({ stop }) => stop(),
    );
    await prepareDatabase({ url: postgres.url });
    const stage = await lifetime.open(
      () => step('people and stories', () => Stage.set(postgres.url)),
      (opened) => opened.stop(),
    );
    const siege = new Siege(stage, API_COMMAND, time);
    const outcomes: Outcome[] = [];
    for (const attack of chosen) {
      lifetime.throwIfOver();
      const outcome = await siege.run(attack);
      outcomes.push(outcome);
      console.log(lineOf(outcome));
    }
    await siege.stop();
    const lost = outcomes.filter(({ problems }) => problems.length > 0);
    console.log(
      `\n${tableOf(outcomes)}\n\n${outcomes.length - lost.length} of ${outcomes.length} attacks were withstood.`,
    );
    if (docs === '1') await writeDocument(outcomes);
    if (lost.length > 0) process.exitCode = 1;
  });
}

/** Those whose names begin with one of the words. */
function choose(only: string | undefined) {
  if (only === undefined) return attacks;
  const beginnings = only.split(',');
  const chosen = attacks.filter(({ name }) => beginnings.some((beginning) => name.startsWith(beginning)));
  if (chosen.length > 0) return chosen;
  throw new Mendable(`There is no attack "${only}", but ${attacks.map(({ name }) => name).join(', ')}.`);
}
