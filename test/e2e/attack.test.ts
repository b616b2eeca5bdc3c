import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { API_COMMAND } from '../../scripts/lib/api.js';
import { attacks } from '../attack/attacks.js';
import { Siege } from '../attack/siege.js';
import { Stage } from '../attack/stage.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { describeWith } from '../support/describe-with.js';

/** `make attack` makes all of them, and for longer. */
const SECONDS = 3;
/** As production starts it, but for the build. */

describeWith(
  process.platform === 'linux',
  'attackers need the addresses that Linux has',
  'a server under attack',
  () => {
    let database: TestDatabase;
    let stage: Stage;
    let siege: Siege;
    beforeAll(async () => {
      database = await createTestDatabase();
      stage = await Stage.set(database.url);
      siege = new Siege(stage, API_COMMAND, SECONDS);
    });
    afterAll(async () => {
      await siege?.stop();
      await stage?.stop();
      await database?.drop();
    });

    const quick = attacks.filter((attack) => attack.quick).map((attack) => [attack.name, attack] as const);
    test.each(quick)('lives, serves its readers and gives back what it took: %s', async (_name, attack) => {
      const { problems } = await siege.run(attack);
      expect(problems).toEqual([]);
    });
  },
);
