import type { TypedDocumentNode } from '@apollo/client';
import { useQuery } from '@apollo/client/react';
import { expect, it } from '@jest/globals';
import { act, screen, waitFor } from '@testing-library/react';
import { parse } from 'graphql';
import { later, renderPage } from '../testing/render.js';
import { fetchPage } from './fetch-page.js';

interface Page {
  edges: { cursor: string; node: { id: string } }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}
type Asked = Partial<Record<'first' | 'last', number> & Record<'after' | 'before', string>>;

const Drafts = parse(`
  query Drafts($first: Int, $after: String, $last: Int, $before: String) {
    viewer {
      drafts(first: $first, after: $after, last: $last, before: $before) {
        edges { cursor node { id } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`) as TypedDocumentNode<{ viewer: { drafts: Page } }, Asked>;

const page = (...ids: string[]) => ({
  viewer: {
    __typename: 'Viewer',
    drafts: {
      __typename: 'PostConnection',
      edges: ids.map((id) => ({ __typename: 'PostEdge', cursor: id, node: { __typename: 'Post', id } })),
      pageInfo: { __typename: 'PageInfo', hasNextPage: true, endCursor: ids.at(-1) ?? null },
    },
  },
});

function List() {
  const { data, client } = useQuery(Drafts, { variables: { first: 2 } });
  return (
    <>
      <output aria-label="drafts">{data?.viewer.drafts.edges.map(({ node }) => node.id).join(' ')}</output>
      <button type="button" onClick={() => void fetchPage(client, Drafts, { first: 2, after: 'b' })}>
        Older
      </button>
      <button type="button" onClick={() => void fetchPage(client, Drafts, { last: 2, before: 'a' })}>
        Newer
      </button>
    </>
  );
}

it('shows a page that comes while another one is under way', async () => {
  const wander = later();
  renderPage(<List />, { at: '/', path: '/', answers: { Drafts: wander.answer } });
  await waitFor(() => expect(wander.asked).toHaveLength(1));
  await act(async () => wander.give(0, page('a', 'b')));
  screen.getByRole('button', { name: 'Newer' }).click();
  screen.getByRole('button', { name: 'Older' }).click();
  await waitFor(() => expect(wander.asked).toHaveLength(3));
  await act(async () => wander.give(2, page('c', 'd')));
  await waitFor(() => expect(screen.getByLabelText('drafts').textContent).toBe('a b c d'));
  await act(async () => wander.give(1, page()));
  expect(screen.getByLabelText('drafts').textContent).toBe('a b c d');
});
