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
  command: string[];
  volumes?: string[];
  environment?: Record<string, string>;
  logging?: { options: Record<string, string> };
  mem_limit?: string;
}

const { services, volumes } = parse(readFileSync(inProject('docker-compose.yml'), 'utf8'), { merge: true }) as {
  services: Record<string, Service>;
  volumes: Record<string, null>;
};
const names = Object.keys(services);

test.each(names)('%s has a limit of memory, and its log one of size', (name) => {
  expect(services[name]!.mem_limit).toMatch(/^\d+[mg]$/);
  expect(services[name]!.logging!.options).toEqual({ 'max-size': '10m', 'max-file': '5' });
});

test.each(names)('%s has no volume of secrets but its own', (name) => {
  const own = {
    secrets: ['secrets', 'api-secrets', 'postgres-secrets', 'redis-secrets'],
    api: ['api-secrets'],
    migrate: ['api-secrets'],
    postgres: ['postgres-secrets'],
    backup: ['postgres-secrets'],
    restore: ['postgres-secrets'],
    redis: ['redis-secrets'],
  }[name];
  const mounted = (services[name]!.volumes ?? []).map((volume) => volume.split(':')[0]!);
  expect(mounted.filter((volume) => volume.includes('secrets'))).toEqual(own ?? []);
  expect(mounted.filter((volume) => !volume.startsWith('./') && !(volume in volumes))).toEqual([]);
});

test('the API is told nothing that it does not know', () => {
  const known = Object.keys(environment.shape);
  const told = Object.keys(services.api!.environment!).map((name) => name.replace(/_FILE$/, ''));
  expect(told.filter((name) => !known.includes(name))).toEqual([]);
  expect(told).toEqual(
    expect.arrayContaining(['RATE_LIMIT_GUEST', 'RATE_LIMIT_PERSON', 'RATE_LIMIT_WRITES', 'JWT_SECRET_PREVIOUS']),
  );
});

test('dumps are made and put back by the scripts that are tried with the chart', () => {
  for (const name of ['backup', 'restore']) {
    expect(services[name]!.command).toEqual(['bash', `/scripts/${name}.sh`]);
    expect(services[name]!.volumes).toContain('./helm/wander/files:/scripts:ro');
    expect(services[name]!.image).toBe(services.postgres!.image);
    expect(statSync(inProject('helm/wander/files', `${name}.sh`)).isFile()).toBe(true);
  }
});

test('make up says the port that it took', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wander-docker-'));
  try {
    // Docker, as far as it is asked.
    const docker = '#!/bin/sh\ncase "$*" in "compose port frontend 3000") echo 127.0.0.1:3917 ;; esac\n';
    writeFileSync(join(folder, 'docker'), docker, { mode: 0o755 });
    const env = { ...process.env, NODE_OPTIONS: '', PATH: `${folder}${delimiter}${process.env.PATH}` };
    const { stdout } = await promisify(execFile)('make', ['--no-print-directory', 'up'], { env });
    expect(stdout).toContain('Wander runs on http://localhost:3917.');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** The command of the one-shot service, as its container runs it, with folders in place of volumes. */
describe('the service that makes the secrets', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wander-secrets-'));
    for (const name of ['wander', 'api', 'postgres', 'redis']) mkdirSync(join(folder, name));
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
    expect(files('redis')).toEqual(['redis-password']);
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
