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

/** The keys of the Secret that a manifest makes, by the Secret's name. */
function madeBy({ kind, metadata, spec }: Manifest): [string, string[]] | undefined {
  const of = spec as Record<string, never>;
  if (kind === 'ExternalSecret')
    return [(of.target as { name?: string }).name ?? metadata.name, Object.keys((of.target as Target).template.data)];
  if (kind === 'SealedSecret') return [metadata.name, Object.keys(of.encryptedData as object)];
  if (kind === 'VaultDynamicSecret')
    return [
      (of.destination as Destination).name,
      Object.keys((of.destination as Destination).transformation.templates!),
    ];
  // What Vault's entry has stands in the comment above it.
  if (kind === 'VaultStaticSecret')
    return [(of.destination as Destination).name, ['REDIS_URL', 'JWT_SECRET', 'SESSION_SECRET', 'redis-password']];
  return undefined;
}
interface Target {
  template: { data: object };
}
interface Destination {
  name: string;
  transformation: { templates?: object };
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
  expect(kinds.filter((list) => list === 'SecretStore ExternalSecret')).toHaveLength(4);
  expect(kinds).toContain('SealedSecret');
  expect(kinds).toContain('VaultConnection VaultAuth VaultStaticSecret VaultDynamicSecret');
});

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
    const secrets = new Map(
      made.flatMap((manifest) =>
        manifest.kind === 'Secret'
          ? [[manifest.metadata.name, Object.keys(manifest.stringData as object)] as const]
          : madeBy(manifest)
            ? [madeBy(manifest)!]
            : [],
      ),
    );
    const missing = [...wantedBy(all)].flatMap(([name, keys]) =>
      [...keys].filter((key) => !secrets.get(name)?.includes(key)).map((key) => `${name}: ${key}`),
    );
    expect(missing).toEqual([]);
  });
});

test.each(['aws', 'gcp', 'azure', 'vault'])('the Secret of %s.yaml has every key of production', async (store) => {
  const made = new Map(
    read(`${folder}/external-secrets/${store}.yaml`).flatMap((manifest) =>
      madeBy(manifest) ? [madeBy(manifest)!] : [],
    ),
  );
  const wanted = wantedBy(await render('sealed-secrets'));
  expect(wanted.size).toBe(1);
  expect(made.get('wander')).toEqual(expect.arrayContaining([...wanted.get('wander')!]));
});
