import { describe, expect, it } from '@jest/globals';
import { act, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import SearchPage from '../../pages/search.js';
import { later, renderPage } from '../../testing/render.js';
import { SearchDialog } from './SearchDialog.js';

const tag = (name: string) => ({
  __typename: 'SearchResultEdge',
  cursor: name,
  node: { __typename: 'Tag', id: `tag_${name}`, slug: name, name, postCount: 2 },
  highlights: [],
});
const person = (name: string) => ({
  __typename: 'SearchResultEdge',
  cursor: name,
  node: { __typename: 'User', id: `user_${name}`, username: name, name },
  highlights: [],
});
const story = (title: string) => ({
  __typename: 'SearchResultEdge',
  cursor: title,
  node: {
    __typename: 'Post',
    id: `post_${title}`,
    slug: title,
    title,
    author: { __typename: 'User', id: 'user_ana', name: 'Ana' },
  },
  highlights: [],
});
const found = (...edges: object[]) => ({
  search: {
    __typename: 'SearchResultConnection',
    edges,
    pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
  },
});
const names = () => screen.queryAllByRole('option').map((option) => option.querySelector('b')?.textContent);

describe('the palette', () => {
  it('shows the answer to what is typed last, whichever comes last', async () => {
    const wander = later();
    renderPage(<SearchDialog onClose={() => undefined} />, { at: '/', path: '/', answers: { Search: wander.answer } });
    const user = userEvent.setup();
    await user.type(screen.getByRole('combobox'), 'tra');
    await waitFor(() => expect(wander.asked).toHaveLength(1));
    await user.type(screen.getByRole('combobox'), 'ms');
    await waitFor(() => expect(wander.asked.map(({ query }) => query)).toEqual(['tra', 'trams']));
    await act(async () => wander.give(1, found(tag('trams'))));
    await waitFor(() => expect(names()).toEqual(['trams']));
    await act(async () => wander.give(0, found(tag('trains'))));
    expect(names()).toEqual(['trams']);
  });

  it('groups people before tags, and goes by keyboard through them as they stand', async () => {
    const Search = () => found(tag('trams'), person('tram_driver'));
    renderPage(<SearchDialog onClose={() => undefined} />, { at: '/', path: '/', answers: { Search } });
    const user = userEvent.setup();
    await user.type(screen.getByRole('combobox'), 'tram');
    await waitFor(() => expect(names()).toEqual(['tram_driver', 'trams']));
    await user.keyboard('{ArrowDown}{Enter}');
    expect(screen.getByLabelText('address').textContent).toBe('/tags/trams');
  });
});

describe('the page of results', () => {
  it('goes on at the first new result, whichever group it belongs to', async () => {
    const Search = ({ after }: Record<string, unknown>) => {
      if (after) return found(story('ferry'), tag('trains'));
      const { search } = found(story('tram'), tag('trams'));
      return { search: { ...search, pageInfo: { ...search.pageInfo, hasNextPage: true, endCursor: 'trams' } } };
    };
    renderPage(<SearchPage />, { at: '/search?q=tram', path: '/search', answers: { Search } });
    await userEvent.click(await screen.findByRole('link', { name: 'More results' }));
    await screen.findByRole('link', { name: 'ferry' });
    expect(document.activeElement?.textContent).toBe('ferry');
  });

  it('keeps its box at what the address asks for', async () => {
    renderPage(<SearchPage />, {
      at: '/search?q=tram',
      path: '/search',
      answers: { Search: () => found(tag('tram')) },
    });
    const user = userEvent.setup();
    const box = screen.getByRole<HTMLInputElement>('searchbox');
    expect(box.value).toBe('tram');
    await user.clear(box);
    await user.type(box, 'train{Enter}');
    expect(screen.getByLabelText('address').textContent).toBe('/search?q=train');
    await user.click(screen.getByRole('button', { name: 'Back' }));
    await waitFor(() => expect(box.value).toBe('tram'));
  });
});
