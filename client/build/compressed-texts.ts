import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

/** The page is put together as it is sent; the settings of an installation take the place of the built ones. */
const COMPRESSIBLE = /(?<!\/config)\.(js|css|svg|json)$/;
/** Less fits into one packet anyway. */
const SMALLEST_BYTES = 1_024;

/** Writes a copy in brotli and one in gzip, each at its highest level, beside every text of a folder that is worth it. */
export async function compressTexts(folder: string): Promise<void> {
  const names = await readdir(folder, { recursive: true });
  await Promise.all(names.filter((name) => COMPRESSIBLE.test(`/${name}`)).map((name) => compress(join(folder, name))));
}

async function compress(file: string): Promise<void> {
  if ((await stat(file)).size < SMALLEST_BYTES) return;
  const text = await readFile(file);
  const params = { [constants.BROTLI_PARAM_SIZE_HINT]: text.byteLength };
  await writeFile(`${file}.br`, await promisify(brotliCompress)(text, { params }));
  await writeFile(`${file}.gz`, await promisify(gzip)(text, { level: constants.Z_BEST_COMPRESSION }));
}

/** The same for what was built, when all of it is there. */
export function compressedTexts(): Plugin {
  let folder = '';
  return {
    name: 'wander:compressed-texts',
    apply: 'build',
    configResolved: ({ root, build }) => {
      folder = resolve(root, build.outDir);
    },
    closeBundle: { order: 'post', handler: () => compressTexts(folder) },
  };
}
