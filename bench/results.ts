import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { inProject } from '../scripts/lib/project.js';
import { withClient } from './database.js';
import type { HostileResult } from './hostile.js';
import type { BesidePages } from './html-pages.js';
import type { Options } from './options.js';
import type { Sample } from './rounds.js';

export interface Machine {
  processor: string;
  cores: number;
  memoryGb: number;
  node: string;
  postgres: string;
}

/** All that a bench found out. */
export interface Results {
  day: string;
  machine: Machine;
  options: Pick<Options, 'rounds' | 'seconds' | 'connections' | 'posts'>;
  samples: Sample[];
  /** Resident memory in MB behind all works. */
  memory: Record<string, number>;
  node24: { version: string; samples: Sample[] } | null;
  pages: Sample[];
  /** Pages as HTML. */
  html: Sample[];
  besideHtml: BesidePages;
  sizes: { few: number; many: number; samples: Sample[] } | null;
  hostile: HostileResult | null;
  /** Null where there was no redis-server. */
  remembered: Sample[] | null;
}

const FILE = inProject('bench', 'results', 'latest.json');

export async function machineOf(databaseUrl: string): Promise<Machine> {
  const version = await withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ server_version: string }>('show server_version');
    return rows[0]!.server_version;
  });
  const processors = cpus();
  return {
    processor: processors[0]?.model ?? 'unknown',
    cores: processors.length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
    postgres: version.split(' ')[0]!,
  };
}

const rounded = (_: string, value: unknown): unknown =>
  typeof value === 'number' ? Number(value.toPrecision(5)) : value;

/** Keeps them, a sample a line. */
export async function keep(results: Results): Promise<void> {
  await mkdir(inProject('bench', 'results'), { recursive: true });
  const text = JSON.stringify(results, rounded).replaceAll('{"peer"', '\n{"peer"');
  await writeFile(FILE, `${text}\n`);
}
