import { expect, test } from '@jest/globals';
import { nameOf, readLockfile } from './lib/packages.js';
import { imageComponent, makeSbom, type Sbom } from './lib/sbom.js';

const namesOf = ({ components }: Sbom) => new Set(components.map(({ name, version }) => `${name}@${version}`));

test('the API’s SBOM has all that runs in production, with its sha512, and no more', async () => {
  const sbom = await makeSbom(false);
  const names = namesOf(sbom);
  const lacking = Object.entries(readLockfile('package-lock.json').packages)
    .filter(([path, { dev }]) => path !== '' && !dev)
    .map(([path, { version }]) => `${nameOf(path)}@${version}`)
    .filter((name) => !names.has(name));
  expect(lacking).toEqual([]);
  expect([...names].filter((name) => /^(prettier|jest|react)@/.test(name))).toEqual([]);
  expect(sbom.bomFormat).toBe('CycloneDX');
  expect(sbom.metadata.component.name).toBe('wander');
  for (const component of sbom.components)
    expect(component.hashes).toContainEqual(expect.objectContaining({ alg: 'SHA-512' }));
  const refs = new Set([sbom.metadata.component['bom-ref'], ...sbom.components.map((one) => one['bom-ref'])]);
  const dangling = sbom.dependencies.flatMap(({ ref, dependsOn = [] }) => [ref, ...dependsOn]);
  expect(dangling.filter((ref) => !refs.has(ref))).toEqual([]);
});

test('the frontend’s SBOM has what the client is built of, and the image it stands on', async () => {
  const digest = 'ab'.repeat(32);
  const { components } = await makeSbom(true, [`nginxinc/nginx-unprivileged:stable@sha256:${digest}`]);
  expect(components).toContainEqual(expect.objectContaining({ name: 'react' }));
  expect(components.at(-1)).toMatchObject({
    type: 'container',
    name: 'nginxinc/nginx-unprivileged',
    version: 'stable',
    purl: `pkg:oci/nginx-unprivileged@sha256%3A${digest}?repository_url=nginxinc%2Fnginx-unprivileged&tag=stable`,
    hashes: [{ alg: 'SHA-256', content: digest }],
  });
});

test('an image may have a registry with a port, and no tag', () => {
  expect(imageComponent('localhost:5000/team/node')).toMatchObject({
    name: 'localhost:5000/team/node',
    version: 'latest',
  });
});
