import react from '@vitejs/plugin-react';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { graphqlDocuments } from './build/graphql-documents.js';
import { stampFrames } from './build/natural-earth.js';

const root = fileURLToPath(new URL('.', import.meta.url));
const outDir = fileURLToPath(new URL('../dist/pages', import.meta.url));
/** Puts the page into which the renderer's HTML goes beside it: the built one, or its source while one develops. */
const template = (page: string): Plugin => ({
  name: 'wander:page-template',
  writeBundle: () => copyFile(page, join(outDir, 'template.html')),
});

/** The pages as HTML, for the API: one file that needs no other. Runs after the build for browsers. */
export default defineConfig(({ mode }) => ({
  root,
  publicDir: false,
  define: { 'process.env.NODE_ENV': JSON.stringify('production') },
  plugins: [
    graphqlDocuments(),
    stampFrames(),
    react(),
    template(join(root, mode === 'production' ? '../dist/client/index.html' : 'index.html')),
  ],
  ssr: { noExternal: true },
  build: {
    ssr: 'src/page-renderer.tsx',
    outDir,
    emptyOutDir: true,
    target: 'node20',
    assetsInlineLimit: 0,
    rolldownOptions: { output: { codeSplitting: false, entryFileNames: 'renderer.mjs' } },
  },
}));
