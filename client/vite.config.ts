import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';
import { compressedTexts } from './build/compressed-texts.js';
import { deferredStart } from './build/deferred-start.js';
import { graphqlDocuments } from './build/graphql-documents.js';
import { naturalEarth } from './build/natural-earth.js';
import { pagesOfApi } from './build/pages-of-api.js';
import { placeNames } from './build/place-names.js';

const root = fileURLToPath(new URL('.', import.meta.url));
const api = `http://127.0.0.1:${process.env.PORT ?? 8000}`;

/** What is used together is one file: it compresses better, and each is evaluated in a task of its own (src/boot.ts). */
const chunks = [
  // What every chunk may need, or the first would import another for it.
  { name: 'runtime', test: /vite\/preload-helper|rolldown\/runtime/, priority: 3 },
  { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\//, priority: 2 },
  {
    name: 'apollo',
    test: /node_modules\/(@apollo\/client(?!\/link\/(client-awareness|http))|@wry|graphql|optimism|rxjs(?!\/.+\/(defer|retry|timer)\.js)|tslib)\/|client\/src\/graphql\/(client|cache|page-query|compact-document)\.|client\/src\/lib\/api-error\./,
    priority: 1,
  },
  {
    name: 'reading',
    test: /client\/src\/(main|app\/(?!ShortcutsDialog|ViewerLinks|shortcut-acts|AfterPaint|PendingActions|mark-languages|navigation|preparation|prefetch|reading-position|page-vitals)|pages\/(latest|story|not-found)|graphql\/(?!live|links|network|generated|fetch-news|request-context)|lib\/(?!clean-pastes|discarded|language|user-agent|input|unanswered|new-key|group-by|text-scale)|ui\/(Avatar|Brand|Empty|Page|Prose|Skeleton|Time|Trouble|toasts|outside-picture)|features\/(around|comments\/(Comments|CommentItem|Thread|PendingComment|documents|LazyBox|use-linked|use-pending|fetch-replies)|stories\/(?!OwnStory|DeleteQuestion|delete-story)|likes\/LikeButton|bookmarks\/BookmarkButton|follows\/FollowButton|session\/(Session|session|connect|documents|use-door)|settings\/first-steps|tags|places\/(Stamp|StampDot|stamp-frame|Dateline|WhereBox|PlacesMap|place|on-sheet)\.))/,
    priority: 0,
  },
];

/** What src/boot.ts imports, and the pages that most begin with. */
const started = ['boot/react.ts', 'boot/apollo.ts', 'main.tsx', 'pages/latest.tsx', 'pages/story.tsx'].map(
  (name) => `/client/src/${name}`,
);

/** Says that the server listens to the command that started it: `make dev`. */
const sayThatItListens: Plugin = {
  name: 'say-that-it-listens',
  configureServer({ httpServer }) {
    httpServer?.once('listening', () => process.send?.('listening'));
  },
};

export default defineConfig(() => ({
  root,
  resolve: {
    // RxJS keeps what is written for browsers of this decade, and is smaller, under a condition of its own.
    conditions: ['es2015', ...defaultClientConditions],
  },
  plugins: [
    graphqlDocuments(),
    naturalEarth(),
    placeNames(),
    react(),
    sayThatItListens,
    pagesOfApi(api),
    deferredStart(started),
    compressedTexts(),
  ],
  server: {
    host: '127.0.0.1',
    port: Number(process.env.CLIENT_PORT ?? 3000),
    strictPort: true,
    proxy: {
      '^/graphql(/|$|\\?)': { target: api, ws: true },
      '^/(vitals|sitemap\\.xml|robots\\.txt|((@|%40|tags/)[^/]+/)?feed\\.(xml|json))/?($|\\?)': api,
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
      output: { codeSplitting: { groups: chunks } },
    },
  },
}));
