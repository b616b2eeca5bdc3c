import { describe, expect, it, jest } from '@jest/globals';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { watchTyping } from '../lib/typing.js';
import { later, marta, refusal, renderPage } from '../testing/render.js';
import FollowingPage from './following.js';
import LatestPage from './latest.js';
import ProfilePage from './profile.js';
import StoryPage from './story.js';

const author = {
  __typename: 'User',
  id: 'user_marta',
  username: 'marta',
  name: 'Marta Lindqvist',
  bio: 'Slow trains.',
  postCount: 3,
  followerCount: 2,
  followingCount: 1,
  viewerIsFollowing: false,
};
const story = (number: number, publishedAt = '2026-11-11T09:00:00.000Z') => ({
  __typename: 'Post',
  id: `post_${number}`,
  slug: `story-${number}`,
  title: `Story ${number}`,
  excerpt: 'The conductor takes your ticket.',
  readingMinutes: 7,
  publishedAt,
  commentCount: 0,
  likeCount: 0,
  viewerHasLiked: false,
  viewerHasBookmarked: false,
  place: null,
  author,
  tags: [{ __typename: 'Tag', id: 'tag_trains', slug: 'trains', name: 'Trains' }],
});
const page = (nodes: ReturnType<typeof story>[], hasNextPage = false) => ({
  __typename: 'PostConnection',
  edges: nodes.map((node) => ({ __typename: 'PostEdge', cursor: node.id, node })),
  pageInfo: { __typename: 'PageInfo', hasNextPage, endCursor: nodes.at(-1)?.id ?? null },
});
const titles = () => screen.getAllByRole('article').map((card) => within(card).getByRole('heading').textContent);
const address = () => screen.getByLabelText('address').textContent;

describe('the latest stories', () => {
  it('go on below when asked, with the focus at the first new one', async () => {
    const LatestPage_ = ({ after }: Record<string, unknown>) => ({
      posts: after ? page([story(3)]) : page([story(1), story(2)], true),
    });
    renderPage(<LatestPage />, { at: '/', path: '/', answers: { LatestPage: LatestPage_ } });
    await screen.findByRole('link', { name: 'Story 1' });
    await userEvent.click(screen.getByRole('link', { name: 'Older stories' }));
    await screen.findByRole('link', { name: 'Story 3' });
    expect(titles()).toEqual(['Story 1', 'Story 2', 'Story 3']);
    expect(document.activeElement?.textContent).toBe('Story 3');
    expect(screen.queryByRole('link', { name: 'Older stories' })).toBeNull();
    expect(screen.getByText('1 more story')).toBeTruthy();
  });

  it('that come late leave the focus to whoever types by then', async () => {
    const end = watchTyping();
    const wander = later();
    const LatestPage_ = (variables: Record<string, unknown>) =>
      variables.after ? wander.answer(variables) : { posts: page([story(1), story(2)], true) };
    const home = (
      <>
        <input aria-label="Elsewhere" />
        <LatestPage />
      </>
    );
    renderPage(home, { at: '/', path: '/', answers: { LatestPage: LatestPage_ } });
    await userEvent.click(await screen.findByRole('link', { name: 'Older stories' }));
    await userEvent.type(screen.getByLabelText('Elsewhere'), 'Half a w');
    await act(async () => wander.give(0, { posts: page([story(3)]) }));
    await screen.findByRole('link', { name: 'Story 3' });
    expect(document.activeElement).toBe(screen.getByLabelText('Elsewhere'));
    end();
  });

  it('say so when they do not come, and come when asked again', async () => {
    let away = true;
    const answer = () => {
      if (away) throw refusal('UNAVAILABLE', 'busy', { requestId: 'req_1' });
      return { posts: page([story(1)]) };
    };
    renderPage(<LatestPage />, { at: '/', path: '/', answers: { LatestPage: answer } });
    expect(await screen.findByRole('heading', { name: 'Couldn’t load stories' })).toBeTruthy();
    expect(screen.getByText('req_1')).toBeTruthy();
    away = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try now' }));
    await screen.findByRole('link', { name: 'Story 1' });
  });

  it('say that there is no network, and come when it is back', async () => {
    let isOnline = false;
    const onLine = jest.spyOn(navigator, 'onLine', 'get').mockImplementation(() => isOnline);
    const answer = () => {
      if (!isOnline) throw new TypeError('Failed to fetch');
      return { posts: page([story(1)]) };
    };
    renderPage(<LatestPage />, { at: '/', path: '/', answers: { LatestPage: answer } });
    expect(await screen.findByRole('heading', { name: 'You’re offline' })).toBeTruthy();
    expect(screen.getByText('This page loads when you’re back online.')).toBeTruthy();
    isOnline = true;
    fireEvent(window, new Event('online'));
    await screen.findByRole('link', { name: 'Story 1' });
    onLine.mockRestore();
  });

  it('are not there on the first day', async () => {
    const answer = () => ({ posts: page([]) });
    renderPage(<LatestPage />, { at: '/', path: '/', answers: { LatestPage: answer } });
    expect(await screen.findByRole('heading', { name: 'No stories yet' })).toBeTruthy();
  });
});

describe('a story', () => {
  const whole = (mine: boolean) => ({
    ...story(1),
    updatedAt: '2026-11-11T09:00:00.000Z',
    status: 'PUBLISHED',
    removedReason: null,
    bodyHtml:
      '<p>At nine in the evening.</p>' +
      '<p><a href="https://photos.example.org/a.jpg" class="outside-picture" rel="nofollow">A train <small>photos.example.org</small></a></p>' +
      '<p><a href="https://b.example.org/b.jpg" class="outside-picture" rel="nofollow"><small>b.example.org</small></a></p>',
    viewerCanEdit: mine,
    viewerCanDelete: mine,
    previousByAuthor: null,
    nextByAuthor: { __typename: 'Post', id: 'post_2', slug: 'story-2', title: 'Story 2' },
  });
  const open = (post: unknown, answers = {}) =>
    renderPage(<StoryPage />, {
      at: '/stories/story-1',
      path: '/stories/:slug',
      signedIn: marta,
      answers: { StoryPage: () => ({ post }), ...answers },
    });

  it('is read with its writer, its tags and what the writer told next', async () => {
    open(whole(false));
    expect(await screen.findByText('At nine in the evening.')).toBeTruthy();
    expect(document.title).toBe('Story 1 · Wander');
    expect(screen.getByRole('link', { name: 'Trains' }).getAttribute('href')).toBe('/tags/trains');
    expect(screen.getByRole('link', { name: /After this one/ }).getAttribute('href')).toBe('/stories/story-2');
    expect(screen.queryByRole('link', { name: 'Edit' })).toBeNull();
  });

  it('loads a picture from another site only when asked', async () => {
    open(whole(false));
    expect(await screen.findByText('photos.example.org')).toBeTruthy();
    expect([...document.querySelectorAll('.outside > .grow')].map(({ textContent }) => textContent)).toEqual([
      'A picture from photos.example.org: “A train”. Showing it tells that site your address.',
      'A picture from b.example.org. Showing it tells that site your address.',
    ]);
    expect(document.querySelectorAll('.outside > noscript')).toHaveLength(2);
    expect(document.querySelector('.prose img')).toBeNull();
    await userEvent.click(screen.getAllByRole('button', { name: 'Show picture' })[0]!);
    const picture = screen.getByAltText('A train');
    expect(picture.getAttribute('src')).toBe('https://photos.example.org/a.jpg');
    expect((picture as HTMLImageElement).referrerPolicy).toBe('no-referrer');
  });

  it('offers a picture again that did not come', async () => {
    open(whole(false));
    await userEvent.click((await screen.findAllByRole('button', { name: 'Show picture' }))[0]!);
    fireEvent.error(screen.getByAltText('A train'));
    expect(screen.queryByAltText('A train')).toBeNull();
    expect(screen.getByText(/Couldn’t load the picture from/).textContent).toBe(
      'Couldn’t load the picture from photos.example.org: “A train”.',
    );
    const retry = screen.getByRole('button', { name: 'Try again' });
    expect(document.activeElement).toBe(retry);
    await userEvent.click(retry);
    expect(screen.getByAltText('A train').getAttribute('src')).toBe('https://photos.example.org/a.jpg');
  });

  it('that is not there gives the page for those who walked off the map, and hides from search engines', async () => {
    open(null);
    expect(await screen.findByRole('heading', { name: 'Page not found' })).toBeTruthy();
    expect(document.querySelector('meta[name=robots]')?.getAttribute('content')).toBe('noindex');
  });

  it.each([
    [0, 0, 'The story is deleted for good. This cannot be undone.'],
    [1, 0, 'The story and its 1 comment are deleted for good. This cannot be undone.'],
    [0, 2, 'The story and its 2 likes are deleted for good. This cannot be undone.'],
    [9, 152, 'The story, its 9 comments and 152 likes are deleted for good. This cannot be undone.'],
  ])(
    'with %d comments and %d likes goes with them, and the question says so',
    async (commentCount, likeCount, said) => {
      const node = { __typename: 'Post', id: 'post_1', commentCount, likeCount };
      open(whole(true), { WhatGoes: () => ({ node }) });
      await userEvent.click(await screen.findByRole('button', { name: 'Delete' }));
      await waitFor(() => expect(screen.getByRole('alertdialog').querySelector('p')?.textContent).toBe(said));
    },
  );

  it('is deleted by its writer, after a question', async () => {
    const deleted: unknown[] = [];
    open(whole(true), {
      DeleteStory: ({ input }: { input: { id: string } }) => {
        deleted.push(input);
        return { deletePost: { __typename: 'DeletePostPayload', deletedId: input.id } };
      },
    });
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Delete' }));
    await user.click(screen.getByRole('button', { name: 'Keep it' }));
    expect(deleted).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Delete' }));
    await user.click(screen.getByRole('button', { name: 'Delete story' }));
    await waitFor(() => expect(address()).toBe('/@marta'));
    expect(deleted).toEqual([{ id: 'post_1' }]);
    expect(screen.getByText(/Story 1.* is deleted\./)).toBeTruthy();
  });

  it('that is deleted without an answer is deleted again until there is one, and who has gone on stays there', async () => {
    const wander = later();
    open(whole(true), { DeleteStory: wander.answer });
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Delete' }));
    await user.click(screen.getByRole('button', { name: 'Delete story' }));
    await waitFor(() => expect(wander.asked).toHaveLength(1));
    await act(async () => wander.refuse(0, new TypeError('Failed to fetch')));
    await screen.findByText('Wander isn’t responding. We keep trying to delete the story.');
    expect(screen.queryByRole('alertdialog')).toBeNull();
    await user.click(screen.getByRole('link', { name: 'Trains' }));
    expect(address()).toBe('/tags/trains');
    act(() => void window.dispatchEvent(new Event('online')));
    await waitFor(() => expect(wander.asked).toHaveLength(2));
    await act(async () => wander.refuse(1, refusal('NOT_FOUND', '')));
    await screen.findByText(/Story 1.* is deleted\./);
    expect(address()).toBe('/tags/trains');
  });
});

describe('those one follows', () => {
  const open = (followingCount: number) =>
    renderPage(<FollowingPage />, {
      at: '/following',
      path: '/following',
      signedIn: marta,
      answers: {
        FollowingPage: () => ({
          viewer: {
            __typename: 'Viewer',
            user: { __typename: 'User', id: 'user_marta', followingCount },
            feed: page([]),
          },
        }),
        SuggestedWriters: () => ({ viewer: { __typename: 'Viewer', suggestedWriters: [] } }),
      },
    });

  it('are nobody, which is said', async () => {
    open(0);
    expect(await screen.findByRole('heading', { name: 'You’re not following anyone yet' })).toBeTruthy();
  });

  it('have not written, which is something else', async () => {
    open(2);
    expect(await screen.findByRole('heading', { name: 'No stories from them yet' })).toBeTruthy();
    expect(screen.queryByText(/^Follow a writer/)).toBeNull();
  });
});

describe('a profile', () => {
  const user = { ...author, createdAt: '2024-03-02T10:00:00.000Z' };
  const open = (at: string, signedIn?: typeof marta) =>
    renderPage(<ProfilePage />, {
      at,
      path: '/:handle',
      signedIn,
      answers: {
        ProfilePage: ({ username }) => ({
          tagsByAuthor: [],
          user:
            username === 'marta' ? { ...user, posts: page([story(1), story(2, '2025-07-03T09:00:00.000Z')]) } : null,
        }),
      },
    });

  it('groups the stories by year', async () => {
    open('/@Marta');
    expect(await screen.findByRole('heading', { name: 'Marta Lindqvist' })).toBeTruthy();
    expect(screen.getAllByRole('heading', { level: 2 }).map((heading) => heading.textContent)).toEqual([
      '2026',
      '2025',
    ]);
    expect(screen.queryByRole('link', { name: 'Edit profile' })).toBeNull();
  });

  it('leads to its feed', async () => {
    open('/@Marta');
    expect((await screen.findByRole('link', { name: 'Feed' })).getAttribute('href')).toBe('/@marta/feed.xml');
  });

  it('leaves no address of its own in the head of the page that comes after it', async () => {
    const canonical = document.createElement('link');
    Object.assign(canonical, { rel: 'canonical', href: 'https://wander.example.com/@marta' });
    document.head.append(canonical);
    open('/@marta');
    const link = await screen.findByRole('link', { name: 'Story 1' });
    expect(canonical.href).toBe('https://wander.example.com/@marta');
    await userEvent.click(link);
    expect(address()).toBe('/stories/story-1');
    expect(new URL(canonical.href).pathname).toBe('/stories/story-1');
  });

  it('can be edited by the one it is about', async () => {
    open('/@marta', marta);
    expect(await screen.findByRole('link', { name: 'Edit profile' })).toBeTruthy();
  });

  it('does not exist without an @ before the name, nor for an unknown one', async () => {
    open('/marta');
    expect(await screen.findByRole('heading', { name: 'Page not found' })).toBeTruthy();
  });
});
