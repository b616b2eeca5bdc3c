import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import type { Location, RouterState } from '../lib/router.js';
import { clientWith, later } from '../testing/render.js';
import { navigationOf } from './navigation.js';
import { pageAt } from './Pages.js';

const at = (pathname: string, search = ''): Location => ({ pathname, search, hash: '', state: null, key: pathname });
const before: RouterState = { location: at('/'), type: 'POP' };
const found = { __typename: 'Tag', id: 'tag_1', slug: 'ferries', name: 'Ferries', postCount: 0 };
const none = {
  __typename: 'PostConnection',
  edges: [],
  pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
};
const answers = {
  Around: () => ({ tags: { __typename: 'TagConnection', edges: [] } }),
  PlacesMap: () => ({
    mapPins: [],
    placeSummary: { __typename: 'PlaceSummary', postCount: 0, countryCount: 0 },
  }),
};
const answer = { tag: { ...found, posts: none } };

beforeEach(async () => {
  await pageAt('/tags/ferries')?.page.load();
  await pageAt('/about')?.page.load();
  await pageAt('/login')?.page.load();
  jest.useFakeTimers();
});
afterEach(() => void jest.useRealTimers());

function begin() {
  const tag = later();
  const go = navigationOf(clientWith({ ...answers, TagPage: tag.answer }), { take: () => false });
  const drawn: RouterState[] = [];
  const to = (location: Location, type: RouterState['type'] = 'PUSH', from = before) =>
    go({ location, type }, from, (state) => void drawn.push(state));
  return { tag, drawn, to };
}

it('the page before stays until the next one has its data', async () => {
  const { tag, drawn, to } = begin();
  to(at('/tags/ferries'));
  await jest.advanceTimersByTimeAsync(299);
  expect(drawn).toEqual([]);
  tag.give(0, answer);
  await jest.advanceTimersByTimeAsync(0);
  expect(drawn).toEqual([{ location: at('/tags/ferries'), type: 'PUSH', isPrepared: true, isLate: false }]);
  await jest.advanceTimersByTimeAsync(1_000);
  expect(drawn).toHaveLength(1);
});

it('it stays for at most 300 ms', async () => {
  const { drawn, to } = begin();
  to(at('/tags/ferries'));
  await jest.advanceTimersByTimeAsync(300);
  expect(drawn).toMatchObject([{ isLate: true }]);
});

it('what is known is drawn at once, and asked anew once', async () => {
  const { tag, drawn, to } = begin();
  to(at('/tags/ferries'));
  await jest.advanceTimersByTimeAsync(0);
  tag.give(0, answer);
  await jest.advanceTimersByTimeAsync(0);
  to(at('/tags/ferries'), 'REPLACE');
  expect(drawn).toHaveLength(2);
  await jest.advanceTimersByTimeAsync(0);
  expect(tag.asked).toHaveLength(2);
  to(at('/tags/ferries'), 'POP');
  expect(drawn).toHaveLength(3);
  await jest.advanceTimersByTimeAsync(0);
  expect(tag.asked).toHaveLength(2);
});

it('of two that are on their way the last one comes', async () => {
  const { tag, drawn, to } = begin();
  to(at('/tags/ferries'));
  await jest.advanceTimersByTimeAsync(100);
  to(at('/about'));
  await jest.advanceTimersByTimeAsync(0);
  tag.give(0, answer);
  await jest.advanceTimersByTimeAsync(1_000);
  expect(drawn.map(({ location }) => location.pathname)).toEqual(['/about']);
});

it('what did not come has its shape shown, and says then what is the matter', async () => {
  const { tag, drawn, to } = begin();
  to(at('/tags/ferries'));
  await jest.advanceTimersByTimeAsync(0);
  tag.refuse(0, new Error('no answer'));
  await jest.advanceTimersByTimeAsync(0);
  expect(drawn).toMatchObject([{ isLate: true }]);
});

it('a page of which it is not known what it asks for asks by itself', async () => {
  const { drawn, to } = begin();
  to(at('/login'));
  await jest.advanceTimersByTimeAsync(0);
  expect(drawn).toMatchObject([{ isPrepared: false }]);
});

it('whoever goes on before the browser has its picture gets what they asked for last', async () => {
  let update = (): unknown => undefined;
  const startViewTransition = (own: () => unknown) => {
    update = own;
    return { ready: Promise.resolve() };
  };
  Object.assign(document, { startViewTransition });
  Object.assign(globalThis, { matchMedia: () => ({ matches: true }) });
  const { drawn, to } = begin();
  to(at('/login'));
  await jest.advanceTimersByTimeAsync(0);
  to(at('/'), 'POP', { location: at('/no/page'), type: 'PUSH' });
  update();
  await jest.advanceTimersByTimeAsync(1_000);
  expect(drawn.map(({ location }) => location.pathname)).toEqual(['/']);
  Reflect.deleteProperty(document, 'startViewTransition');
  Reflect.deleteProperty(globalThis, 'matchMedia');
});

it('another part of the same page is drawn at once', () => {
  const { drawn, to } = begin();
  to({ ...at('/'), hash: '#comments' });
  expect(drawn).toHaveLength(1);
});
