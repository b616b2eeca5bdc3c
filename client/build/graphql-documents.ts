import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const generated = 'src/graphql/generated/graphql.ts';
const document = /^export const \w+ = (\{.*\}) as unknown as DocumentNode/gm;
const tag = /\bgraphql\(\s*`\s*(?:query|mutation|subscription|fragment)\s+(\w+)[^`]*`,?\s*\)/g;

interface Definition {
  kind: string;
  name: { value: string };
}

/**
 * Puts each typed document where it is used, in place of the call that would look it up: no GraphQL text and no parser
 * reaches the browser, and a route carries its own documents alone. A fragment lies in the operations that spread it;
 * by itself it is a type, and nothing of it is left. The development server looks documents up at run time.
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
          const [first] = (JSON.parse(json) as { definitions: Definition[] }).definitions;
          return [first?.name.value ?? '', first?.kind === 'FragmentDefinition' ? 'undefined' : json];
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
