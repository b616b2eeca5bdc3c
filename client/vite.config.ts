import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';
import { graphqlDocuments } from './build/graphql-documents.js';
import { naturalEarth } from './build/natural-earth.js';
import { placeNames } from './build/place-names.js';
import { preloadFonts } from './build/preload-fonts.js';

const root = fileURLToPath(new URL('.', import.meta.url));
const api = `http://127.0.0.1:${process.env.PORT ?? 8000}`;

const base =
  /node_modules\/((@apollo\/client|@wry|graphql|optimism|react|react-dom|react-router|rxjs|scheduler|tslib)\/|lucide-react\/dist\/esm\/(?!icons|lucide-react))/;
/** What the pages for readers are made of, small files that a page would need by the dozen. */
const reading =
  /client\/src\/(ui\/(Avatar|Empty|Page|Skeleton|Trouble)|lib\/(contour|dates|fresh|group-by|text)|features\/(bookmarks\/BookmarkButton|likes\/LikeButton|places\/(Dateline|place|Stamp)|session\/use-door|stories\/StoryTabs|tags\/TagLinks|around\/Beside|settings\/first-steps)|graphql\/fetch-page)\.tsx?$|lucide-react\/dist\/esm\/icons\/(bookmark|heart|map-pin|message-circle)\./;

const routerForVisitors = fileURLToPath(
  new URL('../node_modules/react-router/dist/production/index.mjs', import.meta.url),
);

/** Says that the server listens to the command that started it: `make dev`. */
const sayThatItListens: Plugin = {
  name: 'say-that-it-listens',
  configureServer({ httpServer }) {
    httpServer?.once('listening', () => process.send?.('listening'));
  },
};

export default defineConfig(({ command }) => ({
  root,
  resolve: {
    // RxJS keeps what is written for browsers of this decade, and is smaller, under a condition of its own.
    conditions: ['es2015', ...defaultClientConditions],
    // Its package names the development build alone, with warnings that no visitor reads.
    alias: command === 'build' ? [{ find: /^react-router$/, replacement: routerForVisitors }] : [],
  },
  plugins: [
    graphqlDocuments(),
    naturalEarth(),
    placeNames(),
    react(),
    sayThatItListens,
    preloadFonts(['newsreader-latin-wght-normal', 'figtree-latin-wght-normal']),
  ],
  server: {
    host: '127.0.0.1',
    port: Number(process.env.CLIENT_PORT ?? 3000),
    strictPort: true,
    proxy: {
      '^/graphql(/|$|\\?)': { target: api, ws: true },
      '^/(sitemap\\.xml|robots\\.txt|((@|tags/)[^/]+/)?feed\\.(xml|json))($|\\?)': api,
    },
  },
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    target: 'es2022',
    manifest: true,
    // A browser that knows no modulepreload only learns of a file a little later.
    modulePreload: { polyfill: false },
    // A drawing that is used by `<use href>` must be a file of its own.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // One file for what every page needs and that seldom changes: it compresses better, and it stays in the cache.
        codeSplitting: {
          groups: [
            { name: 'base', test: base },
            { name: 'reading', test: reading },
          ],
        },
      },
    },
  },
}));
