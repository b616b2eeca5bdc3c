import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { call, goModule, intoCache } from './chart-tools.js';
import { step } from './progress.js';

/** What the manifests are held against: the oldest Kubernetes that the package has and one of today. */
export const KUBERNETES = ['1.32.0', '1.36.0'] as const;

/** The schemas of Kubernetes itself, from its OpenAPI document. */
const PACKAGE = 'kubernetes-validate==1.37.0';
/** The custom resources of the chart and its examples, from the modules of those who serve them. */
const CRDS: [module: string, folder: string, file: RegExp][] = [
  [
    'github.com/cloudnative-pg/cloudnative-pg@v1.30.0',
    'config/crd/bases',
    /_(clusters|poolers|scheduledbackups)\.yaml$/,
  ],
  [
    'github.com/external-secrets/external-secrets@v1.3.2',
    'config/crds/bases',
    /_(externalsecrets|secretstores|clustersecretstores)\.yaml$/,
  ],
  ['github.com/bitnami-labs/sealed-secrets@v0.40.0', 'helm/sealed-secrets/crds', /\.yaml$/],
  ['github.com/hashicorp/vault-secrets-operator@v0.10.0', 'config/crd/bases', /\.yaml$/],
  [
    'github.com/prometheus-operator/prometheus-operator@v0.88.0',
    'example/prometheus-operator-crd',
    /_(servicemonitors|podmonitors|probes|prometheusrules)\.yaml$/,
  ],
  ['sigs.k8s.io/gateway-api@v1.6.3', 'config/crd/standard', /_httproutes\.yaml$/],
  [
    'github.com/traefik/traefik/v3@v3.7.13',
    'docs/content/reference/dynamic-configuration',
    /^kubernetes-crd-definition-v1\.yml$/,
  ],
];

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Schema = { [key: string]: Json };

const isObject = (value: Json | undefined): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Lays out the schemas in the user's cache, once.
 * @returns the folder: `v1.36.0-strict/deployment-apps-v1.json`, `crds/<group>/<kind>_<version>.json`
 */
export async function findChartSchemas(): Promise<string> {
  const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'wander');
  const home = join(cache, 'tools', `schemas-${KUBERNETES.join('-')}-3`);
  if (!existsSync(home))
    await step('schemas of Kubernetes and of the custom resources', () =>
      intoCache(home, async (work) => {
        const metadata = await kubernetes(work);
        for (const [module, folder, file] of CRDS) await customResources(work, module, folder, file, metadata);
      }),
    );
  return home;
}

/** @returns the schema of an object's metadata, which custom resources share */
async function kubernetes(work: string): Promise<Schema> {
  const scratch = await mkdtemp(join(tmpdir(), 'wander-schemas-'));
  try {
    await call(
      'python3',
      ['-m', 'pip', 'download', '-q', '--disable-pip-version-check', '--no-deps', '--only-binary', ':all:', PACKAGE],
      scratch,
    );
    const [wheel] = await readdir(scratch);
    await call('python3', ['-m', 'zipfile', '-e', wheel!, 'wheel'], scratch);
    let metadata: Schema = {};
    for (const version of KUBERNETES) {
      const folder = join(scratch, 'wheel/kubernetes_validate/kubernetes-json-schema', `v${version}-local-strict`);
      const read = async (name: string) => JSON.parse(await readFile(join(folder, name), 'utf8')) as Schema;
      const all = await read('_definitions.json');
      const definitions = (all.$defs ?? all.definitions ?? all) as Schema;
      metadata = standalone(definitions['io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta'] as Schema, definitions);
      for (const name of await readdir(folder)) {
        if (!name.endsWith('.json') || name.startsWith('_')) continue;
        const schema = await read(name);
        // Whole resources alone; their parts are copied into them.
        if (schema['x-kubernetes-group-version-kind'] !== undefined)
          await write(join(work, `v${version}-strict`, name), standalone(schema, definitions));
      }
    }
    return metadata;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** The schema with all that it refers to in its own `definitions`. */
function standalone(schema: Schema, definitions: Schema): Schema {
  const used = new Map<string, Json>();
  const local = (node: Json): Json => {
    if (Array.isArray(node)) return node.map(local);
    if (!isObject(node)) return node;
    return Object.fromEntries(
      Object.entries(node)
        .filter(
          ([key, value]) => key !== '$id' && key !== '$schema' && !(key === 'description' && typeof value === 'string'),
        )
        .map(([key, value]) => [key, key === '$ref' && typeof value === 'string' ? reference(value) : local(value)]),
    );
  };
  const reference = (to: string): string => {
    const name = /#\/(?:\$defs|definitions)\/(.+)$/.exec(to)?.[1];
    if (name === undefined) return to;
    if (!used.has(name)) {
      used.set(name, null);
      used.set(name, local(definitions[name] ?? {}));
    }
    return `#/definitions/${name}`;
  };
  const whole = local(schema) as Schema;
  return used.size === 0 ? whole : { ...whole, definitions: Object.fromEntries(used) };
}

async function customResources(work: string, module: string, folder: string, file: RegExp, metadata: Schema) {
  const directory = join(await goModule(module), folder);
  for (const name of (await readdir(directory)).filter((one) => file.test(one))) {
    for (const document of parseAllDocuments(await readFile(join(directory, name), 'utf8'))) {
      const crd = (document as { toJS(): CustomResourceDefinition | null }).toJS();
      if (crd?.kind !== 'CustomResourceDefinition') continue;
      const { group, names, versions } = crd.spec;
      for (const version of versions) {
        const schema = closed(version.schema.openAPIV3Schema);
        const { definitions = {}, ...ownMetadata } = metadata;
        await write(join(work, 'crds', group, `${names.kind.toLowerCase()}_${version.name}.json`), {
          ...schema,
          properties: {
            ...(schema.properties as Schema),
            apiVersion: { type: 'string', enum: [`${group}/${version.name}`] },
            kind: { type: 'string', enum: [names.kind] },
            metadata: ownMetadata,
          },
          required: [
            ...new Set([...((schema.required as string[] | undefined) ?? []), 'apiVersion', 'kind', 'metadata']),
          ],
          definitions,
        });
      }
    }
  }
}

interface CustomResourceDefinition {
  kind: string;
  spec: {
    group: string;
    names: { kind: string };
    versions: { name: string; schema: { openAPIV3Schema: Schema } }[];
  };
}

/** A structural schema as a JSON schema that takes no field which the API server would drop. */
function closed(node: Schema): Schema {
  const out: Schema = {};
  for (const [key, value] of Object.entries(node))
    if (!key.startsWith('x-kubernetes-') && key !== 'description') out[key] = value;
  if (isObject(node.properties)) {
    out.properties = Object.fromEntries(
      Object.entries(node.properties).map(([name, child]) => [name, closed(child as Schema)]),
    );
    if (node['x-kubernetes-preserve-unknown-fields'] !== true && node.additionalProperties === undefined)
      out.additionalProperties = false;
  }
  if (isObject(node.additionalProperties)) out.additionalProperties = closed(node.additionalProperties);
  if (isObject(node.items)) out.items = closed(node.items);
  if (node['x-kubernetes-embedded-resource'] === true)
    out.properties = { apiVersion: {}, kind: {}, metadata: {}, ...(out.properties as Schema | undefined) };
  if (node['x-kubernetes-int-or-string'] === true) {
    delete out.type;
    out.anyOf ??= [{ type: 'integer' }, { type: 'string' }];
  }
  if (out.nullable === true && typeof out.type === 'string') {
    out.type = [out.type, 'null'];
    if (Array.isArray(out.enum)) out.enum = [...out.enum, null];
  }
  delete out.nullable;
  return out;
}

async function write(file: string, schema: Schema): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(schema));
}
