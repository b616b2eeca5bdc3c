import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

interface Chunk {
  file: string;
  imports?: string[];
  dynamicImports?: string[];
}
type Manifest = Record<string, Chunk>;

/** The chunks that a browser needs before these have run: themselves and all they import. */
function closure(manifest: Manifest, entries: readonly string[]): Set<string> {
  const found = new Set<string>();
  const visit = (name: string) => {
    const chunk = manifest[name];
    if (!chunk) throw new Error(`${name} is not in the manifest of the build`);
    if (found.has(chunk.file)) return;
    found.add(chunk.file);
    chunk.imports?.forEach(visit);
  };
  entries.forEach(visit);
  return found;
}

/**
 * Bytes of JavaScript, gzipped, until the page of these entries has run; from a build that lies in `outDir`.
 * The deployment's settings are a script of the page, too.
 */
export function scriptBytes(outDir: string, entries: readonly string[]): number {
  const manifest = JSON.parse(readFileSync(join(outDir, '.vite/manifest.json'), 'utf8')) as Manifest;
  return [...closure(manifest, entries), 'config.js']
    .map((file) => gzipSync(readFileSync(join(outDir, file)), { level: 9 }).byteLength)
    .reduce((sum, bytes) => sum + bytes, 0);
}
