import { describe, expect, test } from '@jest/globals';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { chart, filesOf, type Manifest, manifestsOf, parse, run, template } from './support.js';

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
    ['backup.schedule=0 24 * * *', "at '/backup/schedule': '0 24 * * *' does not match pattern"],
    ['backup.schedule=0 3 * * 7', "at '/backup/schedule': '0 3 * * 7' does not match pattern"],
    ['backup.schedule=every night at three o’clock', "at '/backup/schedule'"],
    ['cnpg.backup.schedule=0 3 * * *', "at '/cnpg/backup/schedule': '0 3 * * *' does not match pattern"],
    ['api.image.repository=wander/api:2.0.0', "at '/api/image/repository': 'wander/api:2.0.0' does not match"],
    ['redis.image.repository=redis@sha256:1', "at '/image/repository': 'redis@sha256:1' does not match"],
    ['api.livenessProbe.httpGet.path=/', "at '/api/livenessProbe': additional properties 'httpGet' not allowed"],
    ['frontend.hsts=always', "at '/frontend/hsts': 'always' does not match pattern"],
    ['wander.api=1', "at '': additional properties 'wander' not allowed"],
    ['api.config=null', "at '/api': missing property 'config'"],
    ['postgresql.primary=null', "at '/postgresql': missing property 'primary'"],
    ['redis.master.persistence=null', "at '/master': missing property 'persistence'"],
    ['backup=null', "at '': missing property 'backup'"],
  ] as const) {
    const { code, err } = await template([], { set: [value] });
    expect(code).not.toBe(0);
    expect(err).toContain(said);
  }
});

interface Schema {
  $ref?: string;
  properties?: Record<string, Schema>;
  required?: string[];
}
type Values = Record<string, unknown>;
const isMap = (value: unknown): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value);
const isEmpty = (value: unknown) =>
  Array.isArray(value) ? value.length === 0 : isMap(value) && !Object.keys(value).length;

/** What a schema lets be null although its default is not empty. */
function optional(schema: Schema, values: Values, defs: Record<string, Schema>, path = ''): string[] {
  const { properties, required = [] } = schema.$ref ? defs[schema.$ref.replace('#/$defs/', '')]! : schema;
  if (properties === undefined) return [];
  return Object.entries(values).flatMap(([key, value]) => {
    const child = properties[key];
    // Handed down to a subchart, whose own schema says it.
    if (child === undefined) return [];
    const at = `${path}.${key}`;
    // The numbers of a probe have Kubernetes' own defaults, and those of resources none.
    if (/Probe|resources$/.test(path)) return [];
    if (!isEmpty(value) && !required.includes(key)) return [at];
    return isMap(value) ? optional(child, value, defs, at) : [];
  });
}

test.each(['', 'charts/postgresql', 'charts/redis'])(
  'whatever is null in %s/values.yaml is refused by its place, unless it is empty anyway',
  async (folder) => {
    const schema = JSON.parse(await readFile(join(chart, folder, 'values.schema.json'), 'utf8')) as Schema & {
      $defs: Record<string, Schema>;
    };
    const { global, ...values } = parseYaml(await readFile(join(chart, folder, 'values.yaml'), 'utf8')) as Values;
    expect(optional(schema, folder === '' ? { global, ...values } : values, schema.$defs)).toEqual([]);
  },
);

test('what is empty may be null', async () => {
  const empty = ['api.extraEnv', 'api.podLabels', 'redis.extraVolumes', 'ingress.annotations', 'global.commonLabels'];
  const { code, err } = await template([], { set: empty.map((value) => `${value}=null`) });
  expect({ code, err }).toEqual({ code: 0, err: '' });
});

test('it may be one of several charts, which have values of their own in global and pods of their own', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wander-umbrella-'));
  try {
    await cp(chart, join(folder, 'charts/wander'), { recursive: true });
    const dependencies = [{ name: 'wander', version: '1.0.0', condition: 'wander.enabled' }];
    await writeFile(
      join(folder, 'Chart.yaml'),
      JSON.stringify({ apiVersion: 'v2', name: 'umbrella', version: '1.0.0', dependencies }),
    );
    const values = {
      global: { storageClass: 'fast', postgresql: { auth: {} }, security: { allowInsecureImages: true } },
      wander: { enabled: true, postgresql: { enabled: true } },
    };
    for (const helm of ['helm', 'helm3']) {
      const all = ['template', 'all', folder, '--values', '-'];
      const { code, out, err } = await run(helm, all, JSON.stringify(values));
      expect({ code, err }).toEqual({ code: 0, err: '' });
      const manifests = parse(out);
      expect(manifests.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['Deployment', 'StatefulSet']));
      const denied = manifests.find(({ metadata }) => metadata.name.endsWith('-default-deny'))!;
      expect(denied.spec).toMatchObject({
        podSelector: { matchLabels: { 'app.kubernetes.io/part-of': 'wander' } },
      });
      // Each pod of Wander's is among those.
      const pods = manifests.flatMap(({ kind, spec }) =>
        ['Deployment', 'StatefulSet', 'Job'].includes(kind)
          ? [(spec as { template: Manifest }).template.metadata as { labels?: Record<string, string> }]
          : [],
      );
      expect(pods.map(({ labels }) => labels?.['app.kubernetes.io/part-of'])).toEqual(pods.map(() => 'wander'));
      const off = await run(helm, [...all, '--set', 'wander.enabled=false'], JSON.stringify(values));
      expect(parse(off.out)).toEqual([]);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('another version of the charts alone begins no pod anew', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wander-bumped-'));
  try {
    await cp(chart, folder, { recursive: true });
    const set = [
      'api.secrets.jwtSecret',
      'api.secrets.sessionSecret',
      'postgresql.auth.password',
      'redis.auth.password',
    ];
    const known = set.flatMap((value) => ['--set', `${value}=${value.replaceAll('.', '-')}-is-known-in-this-test`]);
    const pods = async () =>
      parse((await run('helm', ['template', 'wander', folder, ...known])).out).flatMap(({ kind, spec }) =>
        kind === 'Deployment' || kind === 'StatefulSet' ? [(spec as { template: unknown }).template] : [],
      );
    const before = await pods();
    expect(before).toHaveLength(4);
    for (const file of ['Chart.yaml', 'charts/postgresql/Chart.yaml', 'charts/redis/Chart.yaml']) {
      const text = await readFile(join(folder, file), 'utf8');
      await writeFile(join(folder, file), text.replaceAll('version: 1.0.0', 'version: 1.0.1'));
    }
    expect(await pods()).toEqual(before);
  } finally {
    await rm(folder, { recursive: true, force: true });
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
  expect(await nameWith('migrations.revision=2')).not.toBe(name);
  expect(await nameWith(`api.image.digest=sha256:${'1'.repeat(64)}`)).not.toBe(name);
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
