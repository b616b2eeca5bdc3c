import react from '@vitejs/plugin-react';
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

/** A compressed copy beside each file, which the API sends to whoever takes it. */
const compressed: Plugin = {
  name: 'wander:compressed',
  enforce: 'post',
  generateBundle(_, bundle) {
    for (const file of Object.values(bundle)) {
      const source = gzipSync(file.type === 'chunk' ? file.code : file.source);
      this.emitFile({ type: 'asset', fileName: `${file.fileName}.gz`, source });
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
