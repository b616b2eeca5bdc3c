import './translated-page.js';
import { describe, expect, it } from '@jest/globals';
import { render } from '@testing-library/react';
import type { ReactElement } from 'react';

/** As translators do: other nodes in the place of a text, or an element round it. */
const translators: Record<string, (text: Text) => void> = {
  'puts another text in the place of each': (text) => {
    const font = document.createElement('font');
    font.append(document.createElement('font'));
    font.firstElementChild!.append(`${text.data}`);
    text.replaceWith(font);
  },
  'wraps each in an element': (text) => {
    const font = document.createElement('font');
    text.replaceWith(font);
    font.append(text);
  },
};

function translate(root: Node, change: (text: Text) => void) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  texts.forEach(change);
}

const One = () => <i>one</i>;
const Two = () => <b>two</b>;
const pages: Record<string, (on: boolean) => ReactElement> = {
  'an element before a text': (on) => (
    <p>
      {on && <b>new</b>}
      text
    </p>
  ),
  'a text that comes and goes': (on) => (
    <p>
      <b>kept</b>
      {on ? 'text' : null}
    </p>
  ),
  'another component before a text': (on) => {
    const Icon = on ? One : Two;
    return (
      <p>
        <Icon />
        {on ? 'saved' : 'saving'}
      </p>
    );
  },
  'a text that becomes an element': (on) => <p>{on ? 'text' : <b>element</b>}</p>,
  'a list that changes its order beside a text': (on) => (
    <p>
      {(on ? ['a', 'b'] : ['b', 'c', 'a']).map((key) => (
        <i key={key}>{key}</i>
      ))}
      end
    </p>
  ),
};

describe.each(Object.keys(translators))('a page whose translator %s', (translator) => {
  it.each(Object.keys(pages))('goes on with %s', (page) => {
    const draw = pages[page]!;
    const { container, rerender, unmount } = render(draw(true));
    for (const on of [false, true, false]) {
      translate(container, translators[translator]!);
      rerender(draw(on));
    }
    unmount();
    expect(container.textContent).toBe('');
  });
});

describe('a node', () => {
  it('is removed with what was put round it, and nothing else is', () => {
    const parent = document.createElement('p');
    parent.innerHTML = '<font>text</font><b>one <i>two</i></b>';
    const text = parent.querySelector('font')!.firstChild!;
    expect(parent.removeChild(text)).toBe(text);
    parent.removeChild(parent.querySelector('i')!);
    expect(parent.innerHTML).toBe('<b>one </b>');
  });

  it('is put before what was put round the next one, or at the end', () => {
    const parent = document.createElement('p');
    parent.innerHTML = '<font>text</font>';
    const text = parent.querySelector('font')!.firstChild!;
    parent.insertBefore(document.createElement('i'), text);
    parent.insertBefore(document.createElement('b'), document.createTextNode('gone'));
    expect(parent.innerHTML).toBe('<i></i><font>text</font><b></b>');
  });
});
