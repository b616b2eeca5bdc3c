import { describe, expect, it } from '@jest/globals';
import { isAltGraph, isComposing, shortcutKey, takesText } from './keyboard.js';

const press = (init: KeyboardEventInit) => new KeyboardEvent('keydown', init);

describe('a key of an input method', () => {
  it.each([
    ['while a word is made', { key: 'Enter', isComposing: true }, true],
    ['that takes the word, in Safari', { key: 'Enter', keyCode: 229 }, true],
    ['that it has not told the name of', { key: 'Process', keyCode: 229 }, true],
    ['that is none', { key: 'Enter', keyCode: 13 }, false],
  ])('%s', (_, init, expected) => {
    expect(isComposing(press(init))).toBe(expected);
  });
});

describe('the key that a shortcut names', () => {
  it.each([
    ['Latin', { key: 'k', code: 'KeyK' }, 'k'],
    ['Latin with Shift', { key: 'K', code: 'KeyK', shiftKey: true }, 'k'],
    ['French', { key: 'w', code: 'KeyZ' }, 'w'],
    ['Dvorak', { key: 'j', code: 'KeyC' }, 'j'],
    ['Russian', { key: 'л', code: 'KeyK' }, 'k'],
    ['Ukrainian', { key: 'І', code: 'KeyS', shiftKey: true }, 's'],
    ['Greek', { key: 'ξ', code: 'KeyJ' }, 'j'],
    ['Arabic', { key: 'ظ', code: 'Slash' }, '/'],
    ['Arabic with Shift', { key: '؟', code: 'Slash', shiftKey: true }, '?'],
    ['Hebrew', { key: '/', code: 'KeyQ' }, '/'],
    ['Turkish', { key: 'ı', code: 'KeyI' }, 'i'],
    ['Korean', { key: 'ㅈ', code: 'KeyW' }, 'w'],
    ['Thai digits', { key: '๑', code: 'Digit2' }, '2'],
    ['full width', { key: 'ｊ', code: 'KeyJ' }, 'j'],
    ['a bracket in Russian', { key: 'ъ', code: 'BracketRight' }, ']'],
    ['a dead key', { key: 'Dead', code: 'BracketLeft' }, '['],
    ['a key without a place', { key: 'л', code: '' }, 'л'],
    ['a named key', { key: 'Enter', code: 'NumpadEnter' }, 'Enter'],
    ['a function key', { key: 'F2', code: 'F2' }, 'F2'],
  ])('%s', (_, init, expected) => {
    expect(shortcutKey(press(init))).toBe(expected);
  });

  it('is not meant by what AltGr types', () => {
    expect(isAltGraph(press({ key: 'ś', code: 'KeyS', ctrlKey: true, altKey: true, modifierAltGraph: true }))).toBe(
      true,
    );
    expect(isAltGraph(press({ key: '2', code: 'Digit2', ctrlKey: true, altKey: true }))).toBe(false);
  });
});

describe('letters are text', () => {
  it.each([
    ['<input>', true],
    ['<input type="search">', true],
    ['<textarea></textarea>', true],
    ['<select></select>', true],
    ['<input type="checkbox">', false],
    ['<button></button>', false],
    ['<a href="/"></a>', false],
  ])('in %s: %s', (html, expected) => {
    document.body.innerHTML = html;
    expect(takesText(document.body.firstElementChild)).toBe(expected);
  });
});
