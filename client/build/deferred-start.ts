import type { Plugin, Rollup } from 'vite';

const scripts = /\s*<script type="module"[^>]*\bsrc="([^"]+)"[^>]*><\/script>/g;
const preloads = /\s*<link rel="modulepreload"[^>]*>/g;
const styles = /<link rel="stylesheet"[^>]*\bhref="\/([^"]+)"[^>]*>/g;

/** The files of these modules' chunks, and of all that they import. */
function filesOf(modules: readonly string[], bundle: Rollup.OutputBundle): Set<string> {
  const files = new Set<string>();
  const add = (name: string) => {
    const chunk = bundle[name];
    if (chunk?.type !== 'chunk' || files.has(name)) return;
    files.add(name);
    chunk.imports.forEach(add);
  };
  for (const file of Object.values(bundle)) {
    if (file.type === 'chunk' && modules.some((name) => file.facadeModuleId?.endsWith(name))) add(file.fileName);
  }
  return files;
}

/**
 * Makes the built page one that is read before anything else is loaded: its styles stand in it, and its scripts are named for
 * the script of its head, which starts the first of them. `modules`: what that imports as it starts, a path's end each.
 */
export function deferredStart(modules: readonly string[]): Plugin {
  return {
    name: 'wander:deferred-start',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {} }) {
        const files = [...filesOf(modules, bundle)].map((file) => `/${file}`);
        return html
          .replace(preloads, '')
          .replace(scripts, (_, entry: string) => {
            const names = [entry, ...files.filter((file) => file !== entry)];
            return `\n    <meta name="scripts" content="${names.join(' ')}">`;
          })
          .replace(styles, (_, name: string) => {
            const file = bundle[name];
            if (file?.type !== 'asset') throw new Error(`The page links ${name}, which is no style sheet of the build`);
            return `<style>${Buffer.from(file.source).toString().trim()}</style>`;
          });
      },
    },
  };
}
