import { expect, test } from '@jest/globals';
import { LIMITS } from '../limits.js';
import { derive, mentionsIn } from './derive.js';
import { toSafeHtml } from './safe-html.js';

test.each([
  ['@anna', ['anna']],
  ['@Anna, @ben and @anna', ['anna', 'ben']],
  ['＠anna', ['anna']],
  ['＠Ａｎｎａ＿１ and @İnci, @ANİL', ['anna_1', 'inci', 'anil']],
  ['cc:@anna,@ben;(@cleo) “@dora” @erik’s @finn.', ['anna', 'ben', 'cleo', 'dora', 'erik', 'finn']],
  ['谢谢@anna你好 @benさん', ['anna', 'ben']],
  ['@_anna_ @__ben__ @a_b_c @cleo_ and @dora_', ['_anna_', '__ben__', 'a_b_c', 'cleo_', 'dora_']],
  ['# @anna\n\n> - **@ben**\n\n| @cleo |\n|-|\n| _@dora_ |', ['anna', 'ben', 'cleo', 'dora']],
  ['é@anna я@anna 1@anna @annaé @anna\u0301', []],
  ['.@anna said, -@ben and\n~@cleo', ['anna', 'ben', 'cleo']],
  ['So...@anna, thanks --@ben', ['anna', 'ben']],
  ['@anna/@ben, w/@cleo and @dora+@erik', ['anna', 'ben', 'cleo', 'dora', 'erik']],
  ['x/@anna /@anna//@ben me@x.org/@anna x@gmail/@anna a+@anna x.org/w/@anna', []],
  ['@anna: yes, @ben:no', ['anna', 'ben']],
  ['@anna:matrix.org a.@anna a-@anna', []],
  ['@an', []],
  [`@${'a'.repeat(31)}`, []],
  ['\\@anna &#64;anna &commat;anna @an&#110;a', []],
  ['**bob**@anna @anna**bob** @anna\\_b', []],
  ['`@anna` [@anna](/x) [`a` *@anna*](/x) ![@anna](https://x.org/a.jpg) <https://x.org/@anna>', []],
  ['x.org/@anna x@anna.org https://x.org/@anna @anna@x.org @anna.x.org @anna/x @anna-x', []],
])('%j mentions %j', (markdown, names) => {
  expect(mentionsIn(markdown)).toEqual(names);
});

test('people who are there are linked; what others were called stays as it was typed', () => {
  expect(derive('@Anna and @_ben_, *not* @_cleo_ &amp; @dora', ['anna', '_ben_']).html).toBe(
    '<p><a href="/@anna">@Anna</a> and ' + '<a href="/@_ben_">@_ben_</a>, <em>not</em> @_cleo_ &amp; @dora</p>\n',
  );
});

test('so many are linked, and no text takes long', () => {
  const html = toSafeHtml('@anna '.repeat(8_000), { people: ['anna'] });
  expect(html.match(/href/g)).toHaveLength(LIMITS.text.mentions);
  expect(mentionsIn(Array.from({ length: 5_000 }, (_, i) => `@name${i}`).join(' '))).toHaveLength(LIMITS.text.mentions);
});
