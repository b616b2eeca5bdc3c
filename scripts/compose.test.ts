import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { environment } from '../server/platform/config/environment.js';
import { inProject } from './lib/project.js';

interface Service {
  image: string;
  profiles?: string[];
  ports?: string[];
  command: string[];
  volumes?: string[];
  environment?: Record<string, string>;
  logging?: { options: Record<string, string> };
  mem_limit?: string;
}

const { services, volumes } = parse(readFileSync(inProject('docker-compose.yml'), 'utf8'), {
  merge: true,
  maxAliasCount: -1,
}) as {
  services: Record<string, Service>;
  volumes: Record<string, null>;
};
const names = Object.keys(services);

test.each(names)('%s has a limit of memory, and its log one of size', (name) => {
  expect(services[name]!.mem_limit).toMatch(/^\d+[mg]$/);
  expect(services[name]!.logging!.options).toMatchObject({ 'max-size': '10m', 'max-file': '5' });
});

test.each(names)('%s has no volume of secrets but its own', (name) => {
  const own = {
    secrets: ['secrets', 'api-secrets', 'postgres-secrets', 'redis-secrets', 'grafana-secrets'],
    api: ['api-secrets'],
    migrate: ['api-secrets'],
    postgres: ['postgres-secrets'],
    backup: ['postgres-secrets'],
    restore: ['postgres-secrets'],
    redis: ['redis-secrets'],
    grafana: ['grafana-secrets'],
    'postgres-exporter': ['postgres-secrets'],
    'redis-exporter': ['redis-secrets'],
  }[name];
  const mounted = (services[name]!.volumes ?? []).map((volume) => volume.split(':')[0]!);
  expect(mounted.filter((volume) => volume.includes('secrets'))).toEqual(own ?? []);
  expect(mounted.filter((volume) => !/^(\.\/|\$\{)/.test(volume) && !(volume in volumes))).toEqual([]);
});

test('the API is told nothing that it does not know', () => {
  const known = Object.keys(environment.shape);
  const told = Object.keys(services.api!.environment!).map((name) => name.replace(/_FILE$/, ''));
  expect(told.filter((name) => !known.includes(name))).toEqual([]);
  expect(told).toEqual(
    expect.arrayContaining(['RATE_LIMIT_GUEST', 'RATE_LIMIT_PERSON', 'RATE_LIMIT_WRITES', 'JWT_SECRET_PREVIOUS']),
  );
});

test('what watches Wander runs where one asks for it, and only Grafana has a port, on this machine', () => {
  const watching = names.filter((name) => services[name]!.profiles?.includes('observability'));
  expect(watching.sort()).toEqual([
    'alertmanager',
    'alloy',
    'grafana',
    'loki',
    'nginx-exporter',
    'postgres-exporter',
    'prometheus',
    'redis-exporter',
    'tempo',
  ]);
  for (const name of watching) {
    expect(services[name]!.image).toMatch(/^\$\{[A-Z_]+:-[\w./-]+:v?\d+\.\d+\.\d+\}$/);
    expect([name, services[name]!.ports ?? []]).toEqual([
      name,
      name === 'grafana' ? ['127.0.0.1:${GRAFANA_PORT:-3001}:3000'] : [],
    ]);
  }
});

test('dumps are made and put back by the scripts that are tried with the chart', () => {
  for (const name of ['backup', 'restore']) {
    expect(services[name]!.command).toEqual(['bash', `/scripts/${name}.sh`]);
    expect(services[name]!.volumes).toContain('./helm/wander/files:/scripts:ro');
    expect(services[name]!.image).toBe(services.postgres!.image);
    expect(statSync(inProject('helm/wander/files', `${name}.sh`)).isFile()).toBe(true);
  }
});

describe('make up', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wander-docker-'));
    // Docker, as far as it is asked.
    const docker = `#!/bin/sh
echo "$* traces=$TRACES_OF_PROFILE" >>${folder}/calls
case "$*" in *"port frontend 3000") echo 127.0.0.1:3917 ;; *"port grafana 3000") echo 127.0.0.1:3918 ;; esac
`;
    writeFileSync(join(folder, 'docker'), docker, { mode: 0o755 });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const make = async (...words: string[]) => {
    const env = { ...process.env, NODE_OPTIONS: '', PATH: `${folder}${delimiter}${process.env.PATH}` };
    rmSync(join(folder, 'calls'), { force: true });
    const { stdout } = await promisify(execFile)('make', ['--no-print-directory', ...words], { env });
    return { stdout, calls: readFileSync(join(folder, 'calls'), 'utf8') };
  };

  test('says the port that it took', async () => {
    const { stdout, calls } = await make('up');
    expect(stdout).toContain('Wander runs on http://localhost:3917.');
    expect(calls).toContain('compose up --build --detach --wait traces=\n');
  });

  test('starts what watches Wander, with traces, where one asks for it, and make down ends that too', async () => {
    const { stdout, calls } = await make('up', 'observability=1');
    expect(stdout).toContain('Grafana runs on http://localhost:3918,');
    expect(calls).toContain('compose --profile observability up --build --detach --wait traces=http://tempo:4318\n');
    expect((await make('down')).calls).toContain('compose --profile observability down');
  });
});

/** The command of the one-shot service, as its container runs it, with folders in place of volumes. */
describe('the service that makes the secrets', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wander-secrets-'));
    for (const name of ['wander', 'api', 'postgres', 'redis', 'grafana']) mkdirSync(join(folder, name));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const make = (env: Record<string, string> = {}) => {
    const script = services.secrets!.command[0]!.replaceAll('$$', '$').replaceAll('/run/', `${folder}/`);
    execFileSync('bash', ['-euc', script], {
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  };
  const read = (...path: string[]) => readFileSync(join(folder, ...path), 'utf8');

  test('gives each service its own and no more', () => {
    make();
    const files = (name: string) => readdirSync(join(folder, name)).sort();
    expect(files('api')).toEqual(['database-url', 'jwt-secret', 'redis-url', 'session-secret']);
    expect(files('postgres')).toEqual(['password']);
    expect(files('redis')).toEqual(['exporter.json', 'redis-password']);
    expect(files('grafana')).toEqual(['password']);
    expect(JSON.parse(read('redis', 'exporter.json'))).toEqual({
      'redis://redis:6379': read('redis', 'redis-password'),
    });
    expect(read('api', 'database-url')).toBe(`postgres://wander:${read('postgres', 'password')}@postgres:5432/wander`);
    expect(read('api', 'redis-url')).toBe(`redis://:${read('redis', 'redis-password')}@redis:6379/0`);
    expect(statSync(join(folder, 'wander')).mode & 0o777).toBe(0o700);
  });

  test('makes them once, also where an older version made them', () => {
    const before = read('api', 'jwt-secret');
    rmSync(join(folder, 'api'), { recursive: true });
    mkdirSync(join(folder, 'api'));
    make();
    expect(read('api', 'jwt-secret')).toBe(before);
  });

  test('takes the address of a database elsewhere, and another signature, as they are set', () => {
    make({ DATABASE_URL: 'postgres://a:b@db.example.com/wander', JWT_SECRET: 'another' });
    expect([read('api', 'database-url'), read('api', 'jwt-secret')]).toEqual([
      'postgres://a:b@db.example.com/wander',
      'another',
    ]);
    make();
    expect(read('api', 'database-url')).toContain('@postgres:5432/');
  });
});
