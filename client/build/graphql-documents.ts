import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const generated = 'src/graphql/generated/graphql.ts';
const document = /^export const \w+ = (\{.*\}) as unknown as DocumentNode/gm;
const tag = /\bgraphql\(\s*`\s*(?:query|mutation|subscription|fragment)\s+(\w+)[^`]*`,?\s*\)/g;

/**
 * Puts each typed document where it is used, in place of the call that would look it up: no GraphQL text and no parser
 * reaches the browser, and a route carries its own documents alone. The development server looks them up at run time.
 */
export function graphqlDocuments(): Plugin {
  let documents: Map<string, string>;
  return {
    name: 'wander:graphql-documents',
    apply: 'build',
    enforce: 'pre',
    configResolved({ root }) {
      const source = readFileSync(join(root, generated), 'utf8');
      documents = new Map(
        [...source.matchAll(document)].map(([, json = '']) => {
          const { definitions } = JSON.parse(json) as { definitions: { name: { value: string } }[] };
          return [definitions[0]?.name.value ?? '', json];
        }),
      );
    },
    transform(code, id) {
      if (!/\.tsx?$/.test(id) || id.includes('/generated/') || !code.includes('graphql(')) return null;
      return code.replace(tag, (_, name: string) => {
        const json = documents.get(name);
        if (!json) this.error(`${id}: ${name} is not generated yet. Run: make codegen`);
        return json;
      });
    },
  };
}
