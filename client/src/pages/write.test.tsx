import { describe, expect, it } from '@jest/globals';
import { act, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { later, marta, renderPage } from '../testing/render.js';
import WritePage from './write.js';

const story = (status: 'DRAFT' | 'PUBLISHED') => ({
  __typename: 'Post',
  id: 'post_1',
  slug: 'otar',
  title: 'Otar',
  body: 'He waters beans.',
  status,
  removedReason: null,
  version: 1,
  updatedAt: new Date().toISOString(),
  publishedAt: null,
  tags: [],
  place: null,
  viewerCanEdit: true,
});
const WritePageAnswer = () => ({
  viewer: { __typename: 'Viewer', user: { __typename: 'User', id: 'user_marta', username: 'marta', name: 'Marta' } },
  node: story('DRAFT'),
});
const address = () => screen.getByLabelText('address').textContent;

async function publishing() {
  const wander = later();
  const answers = { WritePage: WritePageAnswer, PublishStory: wander.answer };
  renderPage(<WritePage />, { at: '/write/post_1', path: '/write/:id', signedIn: marta, answers });
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: 'Publish' }));
  await waitFor(() => expect(wander.asked).toHaveLength(1));
  const answer = () =>
    act(async () => wander.give(0, { publishPost: { __typename: 'PublishPostPayload', post: story('PUBLISHED') } }));
  return { user, answer };
}

describe('a story that is published', () => {
  it('is shown to its writer', async () => {
    const { answer } = await publishing();
    await answer();
    await screen.findByText('Published.');
    expect(address()).toBe('/stories/otar');
  });

  it('is offered to a writer who has left the page meanwhile, and who stays where they are', async () => {
    const { user, answer } = await publishing();
    await user.click(screen.getByRole('button', { name: 'Back to your drafts' }));
    expect(address()).toBe('/drafts');
    await answer();
    await screen.findByText('Published.');
    expect(address()).toBe('/drafts');
    await user.click(screen.getByRole('button', { name: 'View story' }));
    expect(address()).toBe('/stories/otar');
  });
});
