import { describe, expect, test } from '@jest/globals';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KUBERNETES } from '../../scripts/lib/chart-schemas.js';
import { chart, ciFiles, filesOf, kubeconform, parse, run, template, valuesFiles } from './support.js';

describe.each([...valuesFiles, ...ciFiles])('%s', (file) => {
  test('helm lint --strict finds nothing', async () => {
    const files = filesOf(file).flatMap((one) => ['--values', one]);
    const { code, out, err } = await run('helm', ['lint', '--strict', '.', ...files]);
    expect({ code, said: (out + err).match(/\[(WARNING|ERROR)\].*/g) ?? [] }).toEqual({ code: 0, said: [] });
  });

  test('Helm 4 renders it, and all of it lies in the release’s namespace', async () => {
    const { code, out, err } = await template(filesOf(file));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const manifests = parse(out);
    expect(manifests.length).toBeGreaterThan(15);
    expect(manifests.filter(({ metadata }) => metadata.namespace !== 'wander')).toEqual([]);
    const names = manifests.map(({ kind, metadata }) => `${kind}/${metadata.name}`);
    expect(new Set(names).size).toBe(names.length);
  });

  test.each(KUBERNETES)('its manifests are valid on Kubernetes %s', async (version) => {
    const { out } = await template(filesOf(file));
    expect(await kubeconform(out, version)).toEqual({ code: 0, resources: [], valid: parse(out).length, skipped: 0 });
  });
});

describe.each(valuesFiles)('%s under Helm 3', (file) => {
  test('renders the same', async () => {
    const three = await template(filesOf(file), { helm: 'helm3' });
    expect({ code: three.code, err: three.err }).toEqual({ code: 0, err: '' });
    const four = await template(filesOf(file));
    // What was made by chance differs each time.
    const stable = (text: string) =>
      parse(text)
        .filter(({ kind }) => kind !== 'Secret')
        .map(withoutChecksums);
    expect(stable(three.out)).toEqual(stable(four.out));
  });
});

const withoutChecksums = (manifest: unknown): unknown =>
  JSON.parse(JSON.stringify(manifest, (key, value: unknown) => (key.startsWith('checksum/') ? undefined : value)));

/** A legal name, which YAML takes for a boolean where it is not quoted. */
const UNQUOTED = 'no';

test.each(ciFiles)('%s: a name that YAML may take for a boolean stays a name', async (file) => {
  const free = {
    fullnameOverride: UNQUOTED,
    nameOverride: UNQUOTED,
    serviceAccount: { name: UNQUOTED },
    global: { imagePullSecrets: [UNQUOTED] },
    ingress: { className: UNQUOTED },
    externalDatabase: { caSecret: { name: UNQUOTED, key: UNQUOTED } },
    externalSecrets: { remoteKey: UNQUOTED },
    postgresql: {
      auth: { username: UNQUOTED, database: UNQUOTED },
      primary: { persistence: { storageClass: UNQUOTED } },
      serviceAccount: { name: UNQUOTED },
    },
    redis: { sentinel: { masterSet: UNQUOTED }, serviceAccount: { name: UNQUOTED } },
    backup: { persistence: { storageClass: UNQUOTED } },
    cnpg: { storage: { storageClass: UNQUOTED } },
  };
  const files = filesOf(file).flatMap((one) => ['--values', one]);
  const { code, out, err } = await run(
    'helm',
    ['template', UNQUOTED, '.', '--namespace', UNQUOTED, ...files, '--values', '-'],
    JSON.stringify(free),
  );
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(await kubeconform(out, KUBERNETES[0])).toEqual({
    code: 0,
    resources: [],
    valid: parse(out).length,
    skipped: 0,
  });
});

test('the chart is packaged without its tests, and installs from the package alone', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'wander-chart-'));
  try {
    await cp(chart, join(directory, 'wander'), { recursive: true });
    expect((await run('helm', ['dependency', 'update', join(directory, 'wander')])).code).toBe(0);
    expect((await run('helm', ['package', join(directory, 'wander'), '--destination', directory])).code).toBe(0);
    const { code, out } = await run('helm', ['template', 'wander', join(directory, 'wander-1.0.0.tgz')]);
    expect(code).toBe(0);
    expect(parse(out).some(({ kind }) => kind === 'StatefulSet')).toBe(true);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
});

test('nginx’s configuration and config.js are those of the image', async () => {
  for (const [copy, original] of [
    ['files/nginx/nginx.conf', 'client/nginx/nginx.conf'],
    ['files/nginx/wander.conf.template', 'client/nginx/wander.conf.template'],
    ['files/config.js', 'client/public/config.js'],
  ] as const) {
    const root = join(chart, '../..');
    if ((await readFile(join(chart, copy), 'utf8')) !== (await readFile(join(root, original), 'utf8')))
      throw new Error(`helm/wander/${copy} differs from its original: cp ${original} helm/wander/${copy}`);
  }
});
