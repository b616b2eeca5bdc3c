import react from '@vitejs/plugin-react';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

/** GraphiQL's style sheet has fonts in it, seven times as large as the rest; the system's own serve as well. */
const systemFonts: Plugin = {
  name: 'wander:system-fonts',
  enforce: 'pre',
  transform: (code, id) =>
    id.endsWith('/graphiql/dist/style.css')
      ? code
          .replace(/@font-face\s*\{[^}]*\}/g, '')
          .replaceAll('"Roboto"', 'system-ui')
          .replaceAll('"Fira Code"', 'ui-monospace')
      : null,
};

/** A compressed copy beside each file, which the API sends to whoever takes it; made last, of what was written. */
const compressed: Plugin = {
  name: 'wander:compressed',
  writeBundle({ dir }, bundle) {
    for (const name of Object.keys(bundle)) {
      const file = join(dir!, name);
      writeFileSync(`${file}.gz`, gzipSync(readFileSync(file)));
    }
  },
};

/** GraphiQL as a page of its own, which the API serves at /graphql: nothing in it comes from another site. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/graphql/',
  plugins: [systemFonts, react(), compressed],
  build: {
    outDir: '../../dist/graphiql',
    emptyOutDir: true,
    target: 'es2022',
    // One file that few people load, and then keep.
    chunkSizeWarningLimit: 2_000,
  },
});
