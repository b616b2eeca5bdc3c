import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Mendable } from '../../scripts/lib/command.js';
import { version } from '../../scripts/lib/images.js';
import type { Sbom } from '../../scripts/lib/sbom.js';
import { hear } from '../support/live.js';
import type { Installation } from './installation.js';
import { Load, mustBeWhole } from './load.js';
import { type Headers, health, Person, titleOf } from './person.js';
import { call, eventually } from './programs.js';
import { pause, primary, settled } from './redis.js';

/** What a check found, in a few words. */
type Check = () => Promise<string | void>;

export interface Scenario {
  /** The values, in the order in which Helm reads them. */
  files: string[];
  /** What an edge would add to requests. */
  edge: Headers;
  /** What the release is called, where it is not `wander`. */
  release?: string;
  /** In the order in which they are made; each stands on those before it. */
  checks(wander: Installation): Record<string, Check>;
}

export const NEXT = `${version}-next`;
/** A version whose API cannot start. */
export const BROKEN = `${version}-broken`;

/** How long `make deploy` waits for it. A version that is whole takes less, on a small machine too. */
const DEPLOYED_WITHIN = '4m';

const HTTPS: Headers = { 'X-Forwarded-Proto': 'https' };

/** So many that not all are taken by the pod to which the listener is connected. */
const COMMENTS = 8;

/** Longer than a Sentinel waits before it acts, shorter than the kubelet before it restarts. */
const HANG_S = 40;

export const scenarios: Record<string, Scenario> = {
  default: {
    files: [],
    edge: {},
    checks: (wander) => {
      let story = '';
      return {
        ...firstSteps(wander, (id) => (story = id)),
        'is uninstalled; claims and secrets stay': async () => {
          await wander.uninstall();
          return left(wander);
        },
        'installed again, it has its stories': async () => {
          await wander.install();
          await wander.everyPodReady();
          await wander.forwarded('wander-frontend', (url) => mustStand(url, {}, story));
        },
        'is uninstalled again': async () => void (await wander.uninstall()),
      };
    },
  },

  staging: {
    files: ['helm/wander/values-staging.yaml', 'test/cluster/values/staging.yaml'],
    edge: HTTPS,
    checks: (wander) => ({
      'takes its secrets from outside': () =>
        secrets(wander, (password) => `redis://:${password}@wander-redis-master:6379/0`),
      ...firstSteps(wander),
      'is uninstalled': async () => void (await wander.uninstall()),
    }),
  },

  // A tag's whole path, but for a registry: what `make publish` pushes is on the nodes, and the chart is a package.
  delivery: {
    files: [],
    edge: HTTPS,
    release: 'wander-staging',
    checks: (wander) => {
      const values = 'test/cluster/values/staging.yaml';
      const packages = new Map<string, string>();
      let folder = '';
      let url = '';
      let story = '';
      const deploy = (to: string) =>
        wander.make('deploy', {
          version: to,
          // What images without a registry are called in full.
          registry: 'docker.io',
          chart: packages.get(to)!,
          values,
          timeout: DEPLOYED_WITHIN,
        });
      const underLoad = async (work: () => Promise<unknown>, versions: string[]) => {
        const people = await Promise.all([1, 2].map(() => Person.register(url, HTTPS)));
        const result = await Load.during(url, HTTPS, people, work);
        await wander.everyPodReady();
        const whole = mustBeWhole(result);
        if (result.versions.join() !== versions.join())
          throw new Mendable(`The versions that answered: ${result.versions.join(', ')}`);
        await mustStand(url, HTTPS, story);
        return `${whole}; ${(await wander.history()).join(', ')}`;
      };
      return {
        'its bills of materials name this version': async () => {
          await call('make', ['--no-print-directory', 'sbom'], { seconds: 300 });
          const said = ['api', 'frontend'].map((name) => {
            const { metadata, components } = JSON.parse(readFileSync(`dist/sbom/${name}.cdx.json`, 'utf8')) as Sbom;
            if (metadata.component.version !== version) throw new Mendable(`${name} is ${metadata.component.version}.`);
            return `${components.length} components in ${name}`;
          });
          return said.join(', ');
        },
        'its chart is packed, as are those of a next and a broken version': async () => {
          folder = await mkdtemp(join(tmpdir(), 'wander-charts-'));
          for (const each of [version, NEXT, BROKEN]) packages.set(each, await wander.pack(each, folder));
        },
        'takes its secrets from outside': () =>
          secrets(wander, (password) => `redis://:${password}@${wander.release}-redis-master:6379/0`),
        'make deploy installs it': async () => {
          await deploy(version);
          url = await wander.nodePort();
          await eventually(60, 'the NodePort answers', () => health(url, HTTPS));
          story = await (await Person.register(url, HTTPS)).write(url, 'The first story');
          return wander.everyPodReady();
        },
        'a version that cannot start is taken back by itself, without one failed request': () =>
          underLoad(async () => {
            const failure = await deploy(BROKEN).then(
              () => undefined,
              ({ message }: Error) => message,
            );
            if (failure === undefined) throw new Mendable('make deploy says that all is well.');
            const [, last] = (await wander.history()).slice(-2);
            if (last !== `${version} deployed`) throw new Mendable(`${failure}\nThe last revision: ${last}`);
          }, [version]),
        'make deploy upgrades to the next version, without one failed request': () =>
          underLoad(() => deploy(NEXT), [version, NEXT]),
        'make rollback goes back, without one failed request': () =>
          underLoad(() => wander.make('rollback', { timeout: DEPLOYED_WITHIN }), [NEXT, version]),
        'is uninstalled; claims stay': async () => {
          await wander.uninstall();
          await rm(folder, { recursive: true });
          return left(wander);
        },
      };
    },
  },

  prod: {
    files: ['helm/wander/values-prod.yaml', 'test/cluster/values/prod.yaml'],
    edge: HTTPS,
    checks: (wander) => {
      let story = '';
      let url = '';
      let lost = '';
      let dump = '';
      let people: Person[] = [];
      const underLoad = async (work: () => Promise<unknown>) => {
        // Their tokens live for fifteen minutes.
        people = await Promise.all([1, 2].map(() => Person.register(url, HTTPS)));
        const result = await Load.during(url, HTTPS, people, work);
        for (const component of ['api', 'frontend']) await wander.mustStandFirm(component);
        return result;
      };
      const nodes = [0, 1, 2].map((i) => `wander-redis-node-${i}.wander-redis-headless:26379`).join();
      return {
        'takes its secrets from outside': () =>
          secrets(wander, (password) => `redis+sentinel://:${password}@${nodes}/wander/0`),
        ...firstSteps(wander, (id) => (story = id)),
        'writes a dump of what is lost then': async () => {
          url = await wander.nodePort();
          await eventually(60, 'the NodePort answers', () => health(url, HTTPS));
          const writer = await Person.register(url, HTTPS);
          lost = await writer.write(url, 'Lost and found');
          const written = /written: \/backups\/(\S+) .+/.exec(await wander.runNow('wander-backup'));
          if (!written) throw new Mendable('The backup says nothing of what it wrote.');
          dump = written[1]!;
          await writer.delete(url, lost);
          return written[0];
        },
        'upgrades to a version with another migration, under load, without one failed request': async () => {
          const result = await underLoad(() => wander.upgrade(NEXT));
          const whole = mustBeWhole(result);
          if (result.versions.join() !== `${version},${NEXT}`)
            throw new Mendable(`The versions that answered: ${result.versions.join(', ')}`);
          await wander.everyPodReady();
          return whole;
        },
        'a pod that is taken away costs no request': async () => {
          const [pod] = await wander.pods('api');
          const result = await underLoad(() => wander.kubectl(['delete', 'pod', pod!], { seconds: 120 }));
          await wander.everyPodReady();
          return mustBeWhole(result);
        },
        'a pod that is killed is replaced': async () => {
          const [pod] = await wander.pods('api');
          const result = await underLoad(async () => {
            await wander.kubectl(['delete', 'pod', pod!, '--grace-period=0', '--force']);
            await wander.everyPodReady();
          });
          const { health: after } = await health(url, HTTPS);
          if (after.status !== 'OK') throw new Mendable(`Health is ${after.status}.`);
          return `${result.answers} requests answered, ${result.failures.length} lost with it`;
        },
        'the Sentinels replace a Redis that hangs, no request fails, and the API follows': async () => {
          const before = await settled(wander);
          let after = '';
          const result = await underLoad(async () => {
            await pause(wander, before, HANG_S);
            after = await eventually(HANG_S, 'another primary', async () => {
              const named = await primary(wander);
              return named !== before && named;
            });
            await pass(url);
          });
          await settled(wander);
          return `${before} → ${after}; ${mustBeWhole(result)}`;
        },
        'a Redis that is taken away hands over first, and no request fails': async () => {
          const before = await settled(wander);
          let after = '';
          const result = await underLoad(async () => {
            await wander.kubectl(['delete', 'pod', before], { seconds: 120 });
            after = await primary(wander);
            await pass(url);
          });
          if (after === before) throw new Mendable(`${before} is still the primary.`);
          await wander.everyPodReady();
          await settled(wander);
          return `${before} → ${after}; ${mustBeWhole(result)}`;
        },
        'PostgreSQL is killed and keeps what it was told': async () => {
          const kept = await people[0]!.write(url, 'Told just before');
          await wander.kubectl(['delete', 'pod', 'wander-postgresql-0', '--grace-period=0', '--force']);
          await eventually(120, 'PostgreSQL is there again', () => titleOf(url, HTTPS, kept));
          await wander.everyPodReady();
        },
        'rolls back under load, without one failed request': async () => {
          const result = await underLoad(() => wander.rollback());
          const whole = mustBeWhole(result);
          if (result.versions.join() !== `${NEXT},${version}`)
            throw new Mendable(`The versions that answered: ${result.versions.join(', ')}`);
          await wander.everyPodReady();
          return whole;
        },
        'restores the dump over the tables of the newer version': async () => {
          const writer = await Person.register(url, HTTPS);
          const later = await writer.write(url, 'After the dump');
          // As docs/runbooks/restore.md says.
          await wander.runNow('wander-backup', { PREFIX: 'before-' });
          const replicas = await wander.kubectl([
            'get',
            'deployment',
            'wander-api',
            '--output=jsonpath={.spec.replicas}',
          ]);
          await wander.kubectl(['scale', 'deployment', 'wander-api', '--replicas=0']);
          await eventually(120, 'nothing writes', async () => (await wander.pods('api')).length === 0);
          await wander.runNow('wander-restore', { BACKUP: dump });
          await wander.kubectl(['delete', 'job', '--selector', 'app.kubernetes.io/component=migrate']);
          await wander.kubectl(['scale', 'deployment', 'wander-api', `--replicas=${replicas}`]);
          await wander.upgrade(version);
          await wander.everyPodReady();
          if ((await titleOf(url, HTTPS, lost)) === undefined) throw new Mendable('What was lost is not back.');
          if ((await titleOf(url, HTTPS, later)) !== undefined)
            throw new Mendable('What came after the dump is there.');
          await mustStand(url, HTTPS, story);
          return dump;
        },
        'is uninstalled; claims stay': async () => {
          await wander.uninstall();
          return left(wander);
        },
      };
    },
  },
};

const firstSteps = (wander: Installation, onStory: (id: string) => void = () => undefined): Record<string, Check> => ({
  'is installed, and every pod is ready': async () => {
    await wander.install();
    return wander.everyPodReady();
  },
  'helm test passes': async () => {
    const said = await wander.test();
    const passed = said.match(/✓/g)?.length ?? 0;
    if (passed < 4) throw new Mendable(said);
    return `${passed} checks`;
  },
  'somebody signs up and posts through the Service': () =>
    wander.forwarded('wander-frontend', async (url) => {
      const person = await Person.register(url, wander.edge);
      const id = await person.write(url, 'The first story');
      await mustStand(url, wander.edge, id, 'The first story');
      onStory(id);
    }),
});

async function mustStand(url: string, edge: Headers, id: string, title = 'The first story'): Promise<void> {
  const found = await titleOf(url, edge, id);
  if (found !== title) throw new Mendable(`The story ${id} reads ${found}.`);
}

/** One Secret with all that the values ask for; what needs care in files and addresses is in the passwords. */
async function secrets(wander: Installation, redisUrl: (password: string) => string): Promise<void> {
  const password = () => `${randomBytes(12).toString('base64')} "quoted" \\ $HOME ' : / @ # % é`;
  const [database, superuser, redis] = [password(), password(), password()];
  await wander.apply({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'wander', namespace: wander.namespace },
    stringData: {
      DATABASE_URL: `postgres://wander:${encodeURIComponent(database)}@${wander.release}-postgresql:5432/wander`,
      REDIS_URL: redisUrl(encodeURIComponent(redis)),
      JWT_SECRET: randomBytes(48).toString('base64'),
      SESSION_SECRET: randomBytes(48).toString('base64'),
      password: database,
      'postgres-password': superuser,
      'redis-password': redis,
    },
  });
}

const OTHERS = 'all,configmaps,ingresses,networkpolicies,poddisruptionbudgets,serviceaccounts';

/** @returns what an uninstall left @throws Mendable when that is more than claims and secrets */
async function left(wander: Installation): Promise<string> {
  const ours = ['--selector', `app.kubernetes.io/instance=${wander.release}`, '--output', 'name'];
  const names = async (kinds: string) => (await wander.kubectl(['get', kinds, ...ours])).split('\n').filter(Boolean);
  await eventually(120, 'nothing else is left', async () => {
    const rest = await names(OTHERS);
    if (rest.length > 0) throw new Error(rest.join(', '));
    return true;
  });
  const [claims, kept] = [await names('persistentvolumeclaims'), await names('secrets')];
  if (claims.length === 0) throw new Mendable('The claims are gone.');
  return `${claims.length} claims, ${kept.length} secrets stay`;
}

/** What one person does reaches another who listens, from every pod: Redis passes it on. */
async function pass(url: string): Promise<void> {
  await eventually(90, 'comments reach who listens, through Redis', async () => {
    // Others each time: a person may comment only so often.
    const [writer, reader] = await Promise.all([Person.register(url, HTTPS), Person.register(url, HTTPS)]);
    const story = await reader.write(url, 'Talk to me');
    const heard = hear(url, 'subscription { notificationReceived { id } }', {}, reader.token);
    try {
      // Until it listens.
      await sleep(2_000);
      for (let i = 0; i < COMMENTS; i++) await writer.comment(url, story, `Hello ${i}`);
      return await eventually(10, 'all are heard', async () => heard.results.length >= COMMENTS);
    } finally {
      heard.close();
    }
  });
}
