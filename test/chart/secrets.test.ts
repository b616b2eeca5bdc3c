import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chart, kubeconform, type Manifest, parse, template } from './support.js';

const folder = 'docs/secrets';
const examples = ['external-secrets', 'sealed-secrets', 'vault', 'development'];
const manifests = examples.flatMap((example) =>
  readdirSync(join(chart, folder, example))
    .filter((name) => name !== 'values.yaml')
    .map((name) => join(folder, example, name)),
);
const read = (file: string): Manifest[] => parse(readFileSync(join(chart, file), 'utf8'));

interface Maker {
  target?: { name?: string; template: { data: object } };
  encryptedData?: object;
  destination?: { name: string; transformation: { templates?: object } };
}

/** The Secret that a manifest makes, and its keys. */
function madeBy(manifest: Manifest): [string, string[]][] {
  const { kind, metadata } = manifest;
  const { target, encryptedData, destination } = (manifest.spec ?? {}) as Maker;
  if (kind === 'Secret') return [[metadata.name, Object.keys(manifest.stringData as object)]];
  if (target) return [[target.name ?? metadata.name, Object.keys(target.template.data)]];
  if (encryptedData) return [[metadata.name, Object.keys(encryptedData)]];
  if (!destination) return [];
  // What a static one has stands in the comment above it.
  const { templates = { REDIS_URL: '', JWT_SECRET: '', SESSION_SECRET: '', 'redis-password': '' } } =
    destination.transformation;
  return [[destination.name, Object.keys(templates)]];
}

/** The keys that the pods of an installation want, by the Secret's name. */
function wantedBy(all: Manifest[]): Map<string, Set<string>> {
  const wanted = new Map<string, Set<string>>();
  const want = (secret: { name?: string; secretName?: string; items: { key: string }[] }) => {
    const name = secret.name ?? secret.secretName ?? '';
    const keys = wanted.get(name) ?? new Set();
    for (const { key } of secret.items) keys.add(key);
    wanted.set(name, keys);
  };
  for (const { kind, spec } of all) {
    if (kind !== 'Deployment' && kind !== 'StatefulSet' && kind !== 'Job') continue;
    const { volumes } = (spec as { template: { spec: { volumes: Volume[] } } }).template.spec;
    for (const { secret, projected } of volumes) {
      if (secret) want(secret);
      for (const source of projected?.sources ?? []) want(source.secret);
    }
  }
  return wanted;
}
interface Volume {
  secret?: { secretName: string; items: { key: string }[] };
  projected?: { sources: { secret: { name: string; items: { key: string }[] } }[] };
}

const render = async (example: string): Promise<Manifest[]> => {
  const files =
    example === 'development'
      ? ['values-dev.yaml', `${folder}/development/values.yaml`]
      : ['values-prod.yaml', `${folder}/${example}/values.yaml`];
  const set = example === 'development' ? [] : ['global.imageRegistry=registry.example.com'];
  const { code, out, err } = await template(files, { set });
  if (code !== 0) throw new Error(err);
  return parse(out);
};

test('the examples name each store and kind', () => {
  const kinds = manifests.map((file) =>
    read(file)
      .map(({ kind }) => kind)
      .join(' '),
  );
  expect(manifests).toHaveLength(6);
  expect(kinds.filter((list) => list.endsWith('SecretStore ExternalSecret'))).toHaveLength(4);
  expect(kinds).toContain('SealedSecret');
  expect(kinds).toContain('VaultConnection VaultAuth VaultStaticSecret VaultDynamicSecret');
});

test.each(['aws', 'gcp', 'azure', 'vault'])(
  'the store of %s.yaml uses an account of its own namespace alone',
  (store) => {
    const all = read(`${folder}/external-secrets/${store}.yaml`);
    const { metadata, spec } = all.find(({ kind }) => kind === 'SecretStore')!;
    const accounts = [...JSON.stringify(spec).matchAll(/"serviceAccountRef":(\{[^}]*\})/g)].map(
      ([, reference = '']) => JSON.parse(reference) as { name: string; namespace?: string },
    );
    expect(accounts.filter(({ namespace = metadata.namespace }) => namespace !== metadata.namespace)).toEqual([]);
    const there = all.filter(({ kind }) => kind === 'ServiceAccount').map((account) => account.metadata.name);
    expect(accounts.filter(({ name }) => ![...there, 'wander'].includes(name))).toEqual([]);
  },
);

test.each(manifests)('%s is valid by the operators’ own definitions', async (file) => {
  const text = readFileSync(join(chart, file), 'utf8');
  expect(await kubeconform(text, '1.36.0')).toEqual({ code: 0, resources: [], valid: read(file).length, skipped: 0 });
});

describe.each(examples)('%s', (example) => {
  test('its values render, and each pod finds each key in a Secret that is made', async () => {
    const all = await render(example);
    const text = all.map((manifest) => JSON.stringify(manifest)).join('\n---\n');
    expect(await kubeconform(text, '1.36.0')).toMatchObject({ code: 0, resources: [], skipped: 0 });
    const own = readdirSync(join(chart, folder, example)).filter((name) => name !== 'values.yaml');
    // One of the stores is as good as another.
    const made = [...all, ...(own[0] && example !== 'external-secrets' ? read(join(folder, example, own[0])) : [])];
    const secrets = new Map(made.flatMap(madeBy));
    const missing = [...wantedBy(all)].flatMap(([name, keys]) =>
      [...keys].filter((key) => !secrets.get(name)?.includes(key)).map((key) => `${name}: ${key}`),
    );
    expect(missing).toEqual([]);
  });
});

test.each(['aws', 'gcp', 'azure', 'vault'])('the Secret of %s.yaml has every key of production', async (store) => {
  const made = new Map(read(`${folder}/external-secrets/${store}.yaml`).flatMap(madeBy));
  const wanted = wantedBy(await render('sealed-secrets'));
  expect(wanted.size).toBe(1);
  expect(made.get('wander')).toEqual(expect.arrayContaining([...wanted.get('wander')!]));
});
