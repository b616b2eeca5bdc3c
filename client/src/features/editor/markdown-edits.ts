/** A change to a text and the selection after it; offsets are UTF-16, as editors count. */
export interface Edit {
  from: number;
  to: number;
  insert: string;
  select: { from: number; to: number };
}

/** Makes an edit from the text and what is selected in it. */
export type MarkdownEdit = (text: string, from: number, to: number) => Edit;

/** Puts a mark on both sides of the selection, or takes it away when it is there already. */
export const wrap =
  (mark: string): MarkdownEdit =>
  (text, from, to) => {
    const size = mark.length;
    const selected = text.slice(from, to);
    if (
      text.slice(from - size, from) === mark &&
      text.slice(to, to + size) === mark &&
      !partOfLonger(text, from, to, mark)
    ) {
      return { from: from - size, to: to + size, insert: selected, select: { from: from - size, to: to - size } };
    }
    if (selected.length >= 2 * size && selected.startsWith(mark) && selected.endsWith(mark)) {
      const bare = selected.slice(size, -size);
      return { from, to, insert: bare, select: { from, to: from + bare.length } };
    }
    return { from, to, insert: mark + selected + mark, select: { from: from + size, to: to + size } };
  };

/** Italic's one asterisk is not taken out of bold's two. */
const partOfLonger = (text: string, from: number, to: number, mark: string) =>
  mark === '*' && text[from - 2] === '*' && text[to + 1] === '*' && text[from - 3] !== '*';

interface Lines {
  from: number;
  to: number;
  lines: string[];
}

function linesAt(text: string, from: number, to: number): Lines {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const next = text.indexOf('\n', to > from && text[to - 1] === '\n' ? to - 1 : to);
  const end = next === -1 ? text.length : next;
  return { from: start, to: end, lines: text.slice(start, end).split('\n') };
}

function replaceLines({ from, to, lines }: Lines, change: (line: string, index: number) => string): Edit {
  const insert = lines.map(change).join('\n');
  const caret = lines.length === 1;
  return { from, to, insert, select: { from: caret ? from + insert.length : from, to: from + insert.length } };
}

const anyPrefix = /^(\s*)(?:#{1,6} |> |[-*+] |\d+[.)] )?/;

/** Gives each selected line a prefix in place of another one, or takes it away when all have it. */
const prefix =
  (has: RegExp, make: (index: number) => string): MarkdownEdit =>
  (text, from, to) => {
    const found = linesAt(text, from, to);
    const all = found.lines.every((line) => has.test(line) || (!line && found.lines.length > 1));
    let number = 0;
    return replaceLines(found, (line) => {
      if (all) return line.replace(has, '$1');
      if (!line && found.lines.length > 1) return line;
      return line.replace(anyPrefix, `$1${make(number++)}`);
    });
  };

export const heading = prefix(/^(\s*)## /, () => '## ');
export const quote = prefix(/^(\s*)> /, () => '> ');
export const bulletList = prefix(/^(\s*)[-*+] /, () => '- ');
export const numberedList = prefix(/^(\s*)\d+[.)] /, (index) => `${index + 1}. `);

/** Moves the selected lines one level into the list. */
export const indent: MarkdownEdit = (text, from, to) =>
  replaceLines(linesAt(text, from, to), (line) => (line || from === to ? `  ${line}` : line));

export const outdent: MarkdownEdit = (text, from, to) =>
  replaceLines(linesAt(text, from, to), (line) => line.replace(/^ {1,2}|^\t/, ''));

/** Puts something on lines of its own, with the blank lines that Markdown asks for. */
const block = (text: string, from: number, to: number, content: string, select: { from: number; to: number }): Edit => {
  const before = text.slice(0, from);
  const after = text.slice(to);
  const lead = !before || before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n';
  const trail = after.startsWith('\n\n') ? '' : after.startsWith('\n') ? '\n' : '\n\n';
  const start = from + lead.length;
  return { from, to, insert: lead + content + trail, select: { from: start + select.from, to: start + select.to } };
};

export const rule: MarkdownEdit = (text, _from, to) => {
  const edit = block(text, to, to, '---', { from: 3, to: 3 });
  const end = edit.from + edit.insert.length;
  return { ...edit, select: { from: end, to: end } };
};

/** Code within a line, or a block of it when the selection has several. */
export const code: MarkdownEdit = (text, from, to) => {
  const selected = text.slice(from, to);
  if (!selected.includes('\n')) return wrap('`')(text, from, to);
  const content = selected.replace(/\n+$/, '');
  return block(text, from, to, `\`\`\`\n${content}\n\`\`\``, { from: 4, to: 4 + content.length });
};

const isAddress = (text: string) => /^https?:\/\/\S+$/i.test(text);

const withAddress =
  (lead: string, words: string): MarkdownEdit =>
  (text, from, to) => {
    const selected = text.slice(from, to);
    const label = isAddress(selected) ? words : selected || words;
    const address = isAddress(selected) ? selected : 'https://';
    const labelAt = from + lead.length + 1;
    const addressAt = labelAt + label.length + 2;
    const toLabel = isAddress(selected) || !selected;
    return {
      from,
      to,
      insert: `${lead}[${label}](${address})`,
      select: toLabel
        ? { from: labelAt, to: labelAt + label.length }
        : { from: addressAt, to: addressAt + address.length },
    };
  };

export const link = withAddress('', 'words for the link');
export const picture = withAddress('!', 'what is in the picture');

export const bold = wrap('**');
export const italic = wrap('*');

/** On Enter at the end of a list item or a quote: the next one, or its end when the item is empty. */
export function continueLine(text: string, at: number): Edit | undefined {
  const { from, lines } = linesAt(text, at, at);
  const line = lines[0] ?? '';
  const found = /^(\s*)(?:([-*+]|>)|(\d+)([.)])) /.exec(line);
  if (!found || at < from + found[0].length) return undefined;
  if (line.length === found[0].length) return { from, to: at, insert: '', select: { from, to: from } };
  const mark = found[2] ?? `${Number(found[3]) + 1}${found[4]}`;
  const insert = `\n${found[1]}${mark} `;
  return { from: at, to: at, insert, select: { from: at + insert.length, to: at + insert.length } };
}
