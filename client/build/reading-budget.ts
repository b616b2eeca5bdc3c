import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

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

/** What src/boot.ts loads, in its order. */
const started = ['index.html', 'src/boot/react.ts', 'src/boot/apollo.ts', 'src/main.tsx'];

/**
 * Bytes of JavaScript, compressed with brotli, until a guest can act on a page; from a build that lies in `outDir`. The
 * installation's settings are a script of the page, too.
 */
export function scriptBytes(outDir: string, page: string): number {
  const manifest = JSON.parse(readFileSync(join(outDir, '.vite/manifest.json'), 'utf8')) as Manifest;
  return [...closure(manifest, [...started, page]), 'config.js']
    .map((file) => brotliCompressSync(readFileSync(join(outDir, file))).byteLength)
    .reduce((sum, bytes) => sum + bytes, 0);
}
