import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { compressedTexts } from '../build/compressed-texts.js';

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

/** GraphiQL as a page of its own, which the API serves at /graphql: nothing in it comes from another site. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/graphql/',
  plugins: [systemFonts, react(), compressedTexts()],
  build: {
    outDir: '../../dist/graphiql',
    emptyOutDir: true,
    target: 'es2022',
    // One file that few people load, and then keep.
    chunkSizeWarningLimit: 2_000,
  },
});
