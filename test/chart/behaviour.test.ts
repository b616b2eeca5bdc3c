import { describe, expect, test } from '@jest/globals';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesOf, manifestsOf, run, template } from './support.js';

interface Case {
  suite: string;
  name: string;
  failure: string;
}

/** The cases of helm/wander/tests/*_test.yaml, run once by helm-unittest. */
async function runCases(): Promise<Case[]> {
  const folder = await mkdtemp(join(tmpdir(), 'wander-unittest-'));
  try {
    const report = join(folder, 'report.xml');
    const { out, err } = await run('helm-unittest', ['--output-type', 'JUnit', '--output-file', report, '.']);
    const xml = await readFile(report, 'utf8').catch(() => {
      throw new Error(out + err);
    });
    return [...xml.matchAll(/<testcase classname="([^"]*)" name="([^"]*)"[^>]*>([\s\S]*?)<\/testcase>/g)].map(
      ([, suite = '', name = '', body = '']) => ({
        suite: unescaped(suite),
        name: unescaped(name),
        failure: unescaped(body.trim()),
      }),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const unescaped = (text: string): string =>
  text.replace(/&#(x?)([0-9A-Fa-f]+);/g, (_, hex: string, code: string) =>
    String.fromCodePoint(Number.parseInt(code, hex ? 16 : 10)),
  );

const cases = await runCases();

test('the suites of helm-unittest were run', () => {
  expect(cases.length).toBeGreaterThan(80);
});

describe.each([...new Set(cases.map(({ suite }) => suite))])('%s', (suite) => {
  test.each(cases.filter((one) => one.suite === suite))('$name', ({ failure }) => {
    expect(failure).toBe('');
  });
});

test('an unknown value is refused by its place, in a subchart too', async () => {
  for (const [value, said] of [
    ['api.replicas=3', "at '/api': additional properties 'replicas' not allowed"],
    ['postgresql.primary.persistance.size=1Gi', "at '/primary': additional properties 'persistance' not allowed"],
    ['redis.replica.replicas=3', "at '/replica': additional properties 'replicas' not allowed"],
    ['api.config=null', "at '/api': missing property 'config'"],
    ['fullnameOverride=Wander', "at '/fullnameOverride': 'Wander' does not match pattern"],
    ['api.existingSecret=a_b', "at '/api/existingSecret': 'a_b' does not match pattern"],
    [
      'global.imageRegistry=https://r.example.com',
      "at '/global/imageRegistry': 'https://r.example.com' does not match",
    ],
    ['api.resources.limits.memory=1Gb', "at '/api/resources/limits/memory': '1Gb' does not match pattern"],
    ['postgresql.image.registry=docker.io/library/', "at '/image/registry': 'docker.io/library/' does not match"],
    ['redis.image.registry=https://r.example.com', "at '/image/registry': 'https://r.example.com' does not match"],
    ['postgresql.primary.resources.limits.memory=1Gb', "at '/primary/resources/limits/memory': '1Gb' does not match"],
    ['redis.master.resources.requests.cpu=fast', "at '/master/resources/requests/cpu': 'fast' does not match pattern"],
    ['postgresql.auth.existingSecret=a_b', "at '/auth/existingSecret': 'a_b' does not match pattern"],
    ['serviceAccount.name=a_b', "at '/serviceAccount/name': 'a_b' does not match pattern"],
    ['networkPolicy.edge[0].namespace=a', "at '/networkPolicy/edge/0': additional properties 'namespace' not allowed"],
    ['httpRoute.parentRefs[0].gateway=a', "at '/httpRoute/parentRefs/0': additional properties 'gateway' not allowed"],
    ['backup.schedule=@nightly', "at '/backup/schedule': '@nightly' does not match pattern"],
    ['wander.api=1', "at '': additional properties 'wander' not allowed"],
  ] as const) {
    const { code, err } = await template([], { set: [value] });
    expect(code).not.toBe(0);
    expect(err).toContain(said);
  }
});

test.each(['prod-external', 'prod-cnpg'])(
  'of dumps the refusal is heard, where %s has no subchart for them',
  async (mode) => {
    const { code, err } = await template(filesOf(`ci/${mode}-values.yaml`), { set: ['backup.enabled=true'] });
    expect(code).not.toBe(0);
    expect(err).toContain("backup.enabled is for the chart's own PostgreSQL: set it to false");
  },
);

test('large numbers of a values file are written out', async () => {
  const containerSecurityContext = { runAsUser: 1_000_700_000 };
  const values = {
    postgresql: { primary: { containerSecurityContext } },
    redis: { architecture: 'replication', containerSecurityContext },
    backup: { enabled: true, keep: 1_000_000 },
  };
  const { code, out } = await run('helm', ['template', 'wander', '.', '--values', '-'], JSON.stringify(values));
  expect(code).toBe(0);
  expect(out.match(/.*\de\+\d.*/g)).toBeNull();
  expect(out).toContain('postgres:x:1000700000:1000700000:');
});

test('the Job of the migrations has another name when anything in it changes, and only then', async () => {
  const nameWith = async (...set: string[]) => {
    const job = (await manifestsOf('values.yaml', set)).find(({ kind }) => kind === 'Job');
    return job!.metadata.name;
  };
  const name = await nameWith();
  expect(await nameWith()).toBe(name);
  expect(await nameWith('frontend.replicaCount=3')).toBe(name);
  expect(await nameWith('api.resources.limits.memory=3Gi')).not.toBe(name);
  expect(await nameWith('api.image.tag=1.0.1')).not.toBe(name);
});

test('pods go to the nodes that their component names, and those that work for it too', async () => {
  const components = ['api', 'frontend', 'postgresql.primary', 'redis.master'];
  const named = components.flatMap((component) => [
    `${component}.nodeSelector.for=${component}`,
    `${component}.tolerations[0].key=${component}`,
  ]);
  interface Pod {
    nodeSelector?: { for: string };
    tolerations?: { key: string }[];
  }
  interface Workload extends Pod {
    template?: { spec: Pod };
    jobTemplate?: { spec: { template: { spec: Pod } } };
  }
  const pods = (await manifestsOf('values.yaml', ['backup.enabled=true', ...named])).flatMap(
    ({ kind, metadata, spec }) => {
      if (!['Deployment', 'StatefulSet', 'Job', 'CronJob', 'Pod'].includes(kind)) return [];
      const { template, jobTemplate, ...own } = spec as Workload;
      const { nodeSelector, tolerations } = (jobTemplate?.spec.template ?? template)?.spec ?? own;
      const name = metadata.name.replace(/-1-0-0/, '').replace(/-[0-9a-f]{8}$/, '');
      return [`${kind}/${name} ${nodeSelector?.for} ${tolerations?.[0]?.key}`];
    },
  );
  expect(pods.sort()).toEqual([
    'CronJob/wander-backup postgresql.primary postgresql.primary',
    'CronJob/wander-restore postgresql.primary postgresql.primary',
    'Deployment/wander-api api api',
    'Deployment/wander-frontend frontend frontend',
    'Job/wander-backup-first postgresql.primary postgresql.primary',
    'Job/wander-migrate api api',
    'Pod/wander-test api api',
    'StatefulSet/wander-postgresql postgresql.primary postgresql.primary',
    'StatefulSet/wander-redis-master redis.master redis.master',
  ]);
});

test('a changed setting or secret changes the pods, and nothing else does', async () => {
  const podWith = async (...set: string[]) => {
    const known = [
      'api.secrets.jwtSecret',
      'api.secrets.sessionSecret',
      'postgresql.auth.password',
      'redis.auth.password',
    ];
    const fixed = known.map((value) => `${value}=${value.replaceAll('.', '-')}-is-known-in-this-test`);
    const all = await manifestsOf('values.yaml', [...fixed, ...set]);
    const { spec } = all.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'wander-api')!;
    return (spec as { template: unknown }).template;
  };
  const pod = await podWith();
  expect(await podWith('frontend.replicaCount=3')).toEqual(pod);
  expect(await podWith('api.config.logLevel=debug')).not.toEqual(pod);
  expect(await podWith('api.secrets.jwtSecret=another-secret-of-forty-characters-here')).not.toEqual(pod);
});
