import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { deployment, rollback } from './lib/deploy.js';
import { document, schemaPreview } from './lib/preview.js';
import { inProject } from './lib/project.js';
import { baseImagesOf, finalBaseOf, publishImage, RELEASE_DIRECTORY, requireRegistry } from './lib/publish.js';
import { imageComponent, type Sbom } from './lib/sbom.js';

const DIGEST = `sha256:${'ab'.repeat(32)}`;

const workflows = readdirSync('.github/workflows').map((name) => ({
  name,
  text: readFileSync(join('.github/workflows', name), 'utf8'),
}));
const gitlab = readFileSync('.gitlab-ci.yml', 'utf8');
const targets = new Set([...readFileSync('Makefile', 'utf8').matchAll(/^\.PHONY: (\S+)$/gm)].map(([, name]) => name!));

describe.each(workflows)('$name', ({ text }) => {
  const { on, permissions, jobs } = parse(text) as {
    on: Record<string, unknown>;
    permissions: unknown;
    jobs: Record<string, { permissions?: unknown; 'timeout-minutes'?: number }>;
  };

  test('names every action by the digest of a commit, with its version', () => {
    const uses = [...text.matchAll(/uses: (.+)/g)].map(([, action]) => action!);
    expect(uses.length).toBeGreaterThan(0);
    for (const action of uses) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test('gives nothing by default, and each job what it needs, for a time', () => {
    expect(permissions).toEqual({});
    for (const job of Object.values(jobs)) {
      expect(job.permissions).toBeDefined();
      expect(job['timeout-minutes']).toBeGreaterThan(0);
    }
  });

  test('never runs what a stranger wrote with rights or secrets', () => {
    expect(Object.keys(on)).not.toContain('pull_request_target');
    expect(Object.keys(on)).not.toContain('workflow_run');
    if ('pull_request' in on) expect(text).not.toContain('secrets.');
    // Values come by the environment, where a shell does not read them as its own.
    for (const [line] of text.matchAll(/^ +(- )?run: .*$/gm)) expect(line).not.toContain('${{');
  });
});

test('GitLab checks, publishes and deploys in this order, and deploys by hand', () => {
  const pipeline = parse(gitlab) as Record<string, { stage?: string; rules?: object[]; extends?: string }>;
  expect(pipeline.stages).toEqual(['check', 'publish', 'deploy']);
  const jobs = Object.entries(pipeline).filter(([, { stage, extends: base }]) => stage ?? base);
  for (const [name, { extends: base }] of jobs)
    if (base && !Array.isArray(base)) expect([name, pipeline[base]]).toEqual([name, expect.anything()]);
  expect(pipeline['.deploy']?.rules).toContainEqual(expect.objectContaining({ when: 'manual' }));
});

test('every make target of the pipelines is there', () => {
  const called = [...workflows.map(({ text }) => text), gitlab].flatMap((text) =>
    [...text.matchAll(/^ *(?:- )?(?:run: )?make ([a-z-]+)/gm)].map(([, name]) => name!),
  );
  expect(called.filter((name) => !targets.has(name))).toEqual([]);
  expect(called).toEqual(expect.arrayContaining(['check', 'preview', 'publish', 'sign', 'deploy', 'rollback']));
});

test('updates are at least three days old', () => {
  const renovate = JSON.parse(readFileSync('.github/renovate.json', 'utf8')) as Record<string, unknown>;
  expect(renovate).toMatchObject({ minimumReleaseAge: '3 days', internalChecksFilter: 'strict' });
});

describe('a deployment', () => {
  const words = { environment: 'staging', version: '1.2.3', registry: 'registry.example.com/team' };

  test('is atomic, with the values of its environment', () => {
    expect(deployment(words).join(' ')).toBe(
      'upgrade --install --atomic --timeout 10m --create-namespace --values helm/wander/values-staging.yaml ' +
        '--set global.imageRegistry=registry.example.com/team wander-staging --namespace wander-staging ' +
        'oci://registry.example.com/team/charts/wander --version 1.2.3',
    );
  });

  test('goes back to the revision before, or to one', () => {
    expect(rollback({ environment: 'prod' }).join(' ')).toBe(
      'rollback wander-prod --namespace wander-prod --wait --timeout 10m',
    );
    expect(rollback({ environment: 'prod', revision: '3' })[2]).toBe('3');
  });

  test('goes to a namespace of one’s own, and waits as long as one says', () => {
    const own = { namespace: 'team-a', timeout: '90s' };
    expect(deployment({ ...words, ...own }).join(' ')).toMatch(
      /--timeout 90s .* wander-staging --namespace team-a oci:/,
    );
    expect(rollback({ environment: 'prod', ...own }).join(' ')).toBe(
      'rollback wander-prod --namespace team-a --wait --timeout 90s',
    );
  });

  test.each([
    [{ ...words, environment: 'moon' }, 'environment='],
    [{ ...words, namespace: '--all' }, 'namespace is'],
    [{ ...words, timeout: 'soon' }, 'timeout is'],
    [{ ...words, version: '' }, 'version='],
    [{ ...words, registry: '' }, 'registry='],
    [{ ...words, registry: 'registry.example.com,a=b' }, 'registry='],
    [{ ...words, values: 'nowhere.yaml' }, 'which is not there'],
  ])('is refused with %j', (wrong, why) => {
    expect(() => deployment(wrong)).toThrow(why);
  });

  test('takes no revision that is none', () => {
    expect(() => rollback({ environment: 'prod', revision: '-1' })).toThrow('revision');
  });
});

describe('what is published', () => {
  let directory: string;
  let docker: string;

  // In place of an engine and a registry: it writes down how it was called, and says digests.
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'wander-docker-'));
    docker = join(directory, 'docker');
    const script = `#!/bin/sh
printf '%s\\n' "$@" >>${directory}/calls
case "$*" in
  *imagetools*) echo '"${DIGEST}"' ;;
  *) while [ "$1" != --metadata-file ]; do shift; done; echo '{"containerimage.digest":"${DIGEST}"}' >"$2" ;;
esac
`;
    await writeFile(docker, script, { mode: 0o755 });
    await chmod(docker, 0o755);
  });
  afterAll(() => rm(directory, { recursive: true }));

  test('stands on base images by their digests, which labels and SBOM name', async () => {
    await mkdir(inProject(RELEASE_DIRECTORY), { recursive: true });
    const { reference, sbom } = await publishImage(docker, 'frontend', 'registry.example.com/team', '1.2.3');
    expect(reference).toBe(`registry.example.com/team/wander/frontend@${DIGEST}`);
    const calls = (await readFile(join(directory, 'calls'), 'utf8')).split('\n');
    const nginx = baseImagesOf(readFileSync('client/Dockerfile', 'utf8')).get('NGINX_IMAGE')!;
    for (const argument of [
      'linux/amd64,linux/arm64',
      `NGINX_IMAGE=${nginx}@${DIGEST}`,
      `org.opencontainers.image.base.name=${nginx}`,
      `org.opencontainers.image.base.digest=${DIGEST}`,
      'org.opencontainers.image.version=1.2.3',
      'mode=max',
    ])
      expect(calls).toContain(argument);
    const { components } = JSON.parse(await readFile(inProject(sbom!), 'utf8')) as Sbom;
    expect(components).toContainEqual(imageComponent(`${nginx}@${DIGEST}`));
    expect(components).toContainEqual(expect.objectContaining({ name: 'react' }));
  });

  test('base images are arguments of the Dockerfiles', () => {
    for (const [file, argument] of [
      ['server/Dockerfile', 'NODE_IMAGE'],
      ['client/Dockerfile', 'NGINX_IMAGE'],
    ] as const) {
      const text = readFileSync(file, 'utf8');
      expect(finalBaseOf(text)).toBe(argument);
      expect(baseImagesOf(text).has(argument)).toBe(true);
    }
  });

  test('a registry is a host with a path', () => {
    for (const wrong of ['', 'Registry.example.com', '--help', 'a b', 'https://registry.example.com'])
      expect(() => requireRegistry({ registry: wrong }, 'publish')).toThrow('registry=');
    expect(requireRegistry({ registry: 'localhost:5000/a' }, 'publish')).toBe('localhost:5000/a');
  });
});

describe('the preview', () => {
  test('says of each change of the schema what it means for clients', async () => {
    const text = await schemaPreview('type Query { a: Int b: Int }', 'type Query { a: Int c: Int }');
    expect(text).toContain("| breaks clients | Field 'b' was removed from object type 'Query' |");
    expect(text).toContain("| is safe | Field 'c' was added to object type 'Query' |");
    expect(await schemaPreview('type Query { a: Int }', 'type Query { a: Int }')).toBe('The schema does not change.');
  });

  test('shows what the chart renders in a block that the text cannot end, and is no longer than a comment', () => {
    expect(document('S', { 'a.yaml': '', 'b.yaml': '+ ````\n' })).toContain('`````diff\n+ ````\n`````');
    expect(document('S', { 'a.yaml': '' })).toContain('does not change');
    const long = document('S', { 'a.yaml': '+'.repeat(70_000) });
    expect(long).toContain('- a.yaml');
    expect(long.length).toBeLessThan(60_001);
  });
});
