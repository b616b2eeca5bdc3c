import { describe, expect, it } from '@jest/globals';
import { ESLint } from 'eslint';
import { inProject } from '../lib/project.js';

const eslint = new ESLint({ cwd: inProject('.') });

/** What the rule says to a component with these children. */
async function complaints(children: string): Promise<string[]> {
  const code = `
    import { Check, CircleAlert } from 'lucide-react';
    import type { ReactNode } from 'react';
    interface Props { on: boolean; name: string; count: number; maybe: string | undefined; node: ReactNode; items: string[] }
    export function Page({ on, name, count, maybe, node, items }: Props) {
      const Icon = on ? Check : CircleAlert;
      return <p>${children}</p>;
    }`;
  const [result] = await eslint.lintText(code, { filePath: inProject('client/src/ui/Notice.tsx') });
  return result!.messages
    .filter(({ ruleId }) => ruleId === 'wander/text-in-translated-pages')
    .map(({ messageId }) => messageId!);
}

describe('text in pages that are translated', () => {
  it.each([
    ['a text that changes beside a text', 'Hello {name}', ['beside', 'changes']],
    ['a number beside a text', '{count} stories', ['changes', 'beside']],
    ['a text that comes and goes', "<b>x</b>{on && 'new'}", ['changes']],
    ['a text that may be missing', '<b>x</b>{maybe}', ['changes']],
    ['one of two texts', "<b>x</b>{on ? 'a' : 'b'}", ['changes']],
    ['a text or an element', "<b>x</b>{on ? 'a' : <i>b</i>}", ['changes']],
    ['a text beside an element that comes and goes', '{on && <b>x</b>}text', ['beside']],
    ['a text beside an icon that is chosen', '<Icon />text', ['beside']],
    ['a text that changes beside an icon', '<Check />{name}', ['changes']],
    ['a text beside a list', '{items.map((one) => <i key={one}>{one}</i>)}text', ['beside']],
    ['a text beside what is passed on', 'text{node}', ['beside']],
    ['a text of a function', '<b>x</b>{count.toFixed()}', ['changes']],
  ])('%s is refused', async (_, children, expected) => {
    expect(await complaints(children)).toEqual(expected);
  });

  it.each([
    ['a text alone', '{name}'],
    ['one of two texts alone', "{on ? 'a' : 'b'}"],
    ['one text made of several', '{`${count} stories by ${name}`}'],
    ['texts in elements of their own', '<b>{name}</b> <span>{count}</span>'],
    ['a fixed text beside fixed elements', '<Check />text <b>x</b> text'],
    ['a fixed text between elements', "<b>{name}</b>{' · '}<i>x</i>"],
    ['spaces between what changes', "{on && <b>x</b>}{' '}<i>{name}</i>"],
    ['what is passed on beside an element', '<b>x</b>{node}'],
  ])('%s is fine', async (_, children) => {
    expect(await complaints(children)).toEqual([]);
  });
});
