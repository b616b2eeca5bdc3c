import { type ApolloClient, gql } from '@apollo/client';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { fireEvent } from '@testing-library/react';
import { clientWith, later } from '../testing/render.js';
import { pageAt } from './Pages.js';
import { Prefetch } from './prefetch.js';

const address = '/stories/low-tide';
const links: Record<string, HTMLElement> = {};
let stop: () => void;
let client: ApolloClient;
let prefetch: Prefetch;
let story: ReturnType<typeof later>;

beforeEach(async () => {
  await pageAt(address)?.page.load();
  jest.useFakeTimers();
  story = later();
  const never = () => new Promise(() => undefined);
  const DeleteOne = () => ({ deletePost: { __typename: 'DeletePostPayload', deletedId: 'post_1' } });
  client = clientWith({ StoryPage: story.answer, StoryComments: never, DeleteOne });
  prefetch = new Prefetch(client);
  stop = prefetch.watch();
  for (const slug of ['low-tide', 'ebb', 'flood', 'spring']) {
    const link = Object.assign(document.createElement('a'), { href: `/stories/${slug}`, textContent: slug });
    document.body.append(link);
    links[slug] = link;
  }
});
afterEach(() => {
  stop();
  jest.useRealTimers();
  document.body.replaceChildren();
  Reflect.deleteProperty(navigator, 'connection');
});

const point = (target: Element = document.body) =>
  fireEvent(target, Object.assign(new MouseEvent('pointermove', { bubbles: true }), { pointerType: 'mouse' }));
const press = (target: Element) => fireEvent(target, new MouseEvent('pointerdown', { bubbles: true }));
const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);
const asked = () => story.asked.map(({ slug }) => slug);

it('who points at a link for 80 ms may mean it; who passes over it does not', async () => {
  point(links['low-tide']);
  await pass(79);
  expect(asked()).toEqual([]);
  point();
  await pass(1_000);
  expect(asked()).toEqual([]);
  point(links['low-tide']);
  await pass(80);
  expect(asked()).toEqual(['low-tide']);
});

it('who presses means it', async () => {
  press(links['low-tide']!);
  await pass(0);
  expect(asked()).toEqual(['low-tide']);
});

it('at most two at once, and none twice within 30 seconds', async () => {
  for (const slug of ['low-tide', 'ebb', 'flood']) press(links[slug]!);
  await pass(0);
  expect(asked()).toEqual(['low-tide', 'ebb']);
  for (const at of [0, 1]) story.refuse(at, new Error('no answer'));
  await pass(15_000);
  const before = asked().length;
  press(links['low-tide']!);
  await pass(0);
  expect(asked()).toHaveLength(before);
  await pass(30_000);
  press(links['low-tide']!);
  await pass(0);
  expect(asked().length).toBeGreaterThan(before);
});

it('what was fetched is taken once', async () => {
  press(links['low-tide']!);
  await pass(0);
  expect([prefetch.take(address), prefetch.take(address)]).toEqual([true, false]);
});

it('what was fetched before a write is not taken: it may lack what was written', async () => {
  press(links['low-tide']!);
  await pass(1);
  const deletion = gql`
    mutation DeleteOne {
      deletePost(input: { id: "post_1" }) {
        deletedId
      }
    }
  `;
  await client.mutate({ mutation: deletion });
  expect(prefetch.take(address)).toBe(false);
});

it.each([{ saveData: true }, { effectiveType: '2g' }, { effectiveType: 'slow-2g' }])(
  'nothing is fetched with %j',
  async (connection) => {
    Object.defineProperty(navigator, 'connection', { value: connection, configurable: true });
    press(links['low-tide']!);
    await pass(1_000);
    expect(asked()).toEqual([]);
  },
);

it('links that load a page, and what people link to, are left alone', async () => {
  const other = Object.assign(document.createElement('a'), { href: 'https://example.org/stories/low-tide' });
  const next = Object.assign(document.createElement('a'), { href: '/?after=a', rel: 'next' });
  const prose = document.createElement('div');
  prose.className = 'prose';
  prose.innerHTML = `<a href="${address}">Low tide</a>`;
  document.body.append(other, next, prose);
  for (const link of document.querySelectorAll(`[rel=next], .prose a, [href^=https]`)) press(link);
  await pass(1_000);
  expect(asked()).toEqual([]);
});
