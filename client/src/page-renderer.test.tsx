import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ApolloLink } from '@apollo/client';
import { act, waitFor } from '@testing-library/react';
import { hydrateRoot, type Root } from 'react-dom/client';
import { BrowserRouter } from './lib/router.js';
import { App } from './app/App.js';
import { Session } from './features/session/session.js';
import { createClient } from './graphql/client.js';
import { readPageState } from './graphql/page-state.js';
import { plan, render } from './page-renderer.js';
import { answer, origin, pageAt, renderAt } from './testing/pages.js';

const everyKind = ['/', '/about', '/map', '/search?q=tide', '/stories/low-tide', '/@ilse', '/tags/slow-food'];
const missing = ['/stories/gone', '/@nobody', '/tags/nothing'];

describe('the plan of a page', () => {
  it('asks in the words and with the variables that the client sends', () => {
    const planned = plan('/stories/low-tide?after=abc');
    expect(planned).toMatchObject({
      kind: 'page',
      queries: [
        { operationName: 'StoryPage', variables: { slug: 'low-tide' } },
        { operationName: 'StoryComments', variables: { slug: 'low-tide', first: 20, after: 'abc' } },
      ],
    });
    for (const { query } of planned.kind === 'page' ? planned.queries : []) expect(query).toContain('__typename');
  });

  it.each([
    ['/?utm_source=mail', '/'],
    ['/stories/low-tide?fbclid=x&after=abc&n=1', '/stories/low-tide?after=abc'],
    ['/search?q=low%20tide&page=2', '/search?q=low%20tide'],
    ['/map?at=1,2', '/map?at=1,2'],
  ])('knows %s as %s', (url, own) => expect(plan(url)).toMatchObject({ kind: 'page', url: own }));

  it.each([
    ['/@Ilse', '/@ilse'],
    ['/%40ilse?after=x', '/@ilse?after=x'],
    ['/stories/Low-Tide/', '/stories/low-tide'],
    ['/stories/low%2Dtide', '/stories/low-tide'],
    ['/tags/caf%c3%a9', '/tags/caf%C3%A9'],
    ['/tags/@home', '/tags/%40home'],
    ['/about/', '/about'],
    ['/search/?q=a\\b caf\u00c3\u00a9', '/search?q=a%5Cb%20caf%C3%A9'],
  ])('leads from the spelling %s to %s', (url, location) => {
    expect(plan(url)).toEqual({ kind: 'redirect', location });
    expect(plan(location)).toMatchObject({ kind: 'page' });
  });

  it.each([
    '/write',
    '/settings',
    '/stories',
    '/stories/%zz',
    '/ilse',
    '/@ilse/followers',
    '//elsewhere.example/@ilse',
  ])('leaves %s to the scripts', (url) => expect(plan(url)).toEqual({ kind: 'script' }));

  it('reads a slash within a word as the router does', () => {
    const planned = plan('/tags/a%2Fb');
    expect(planned).toMatchObject({ queries: [{ variables: { slug: 'a/b' } }, {}, {}] });
  });
});

describe('a rendered page', () => {
  it('has what is to be read: a story with its writer, place, tags and comments', () => {
    const { status, body } = pageAt('/stories/low-tide');
    expect(status).toBe(200);
    for (const part of [
      '<p>Out at six.</p>',
      'Ilse &lt;Brandt&gt;',
      'Neuwerk, Germany',
      'slow food',
      '14 November 2026',
      '<p>Ahoy</p>',
    ])
      expect(body).toContain(part);
    expect(body).toContain('href="?after=cursor-last#comments"');
  });

  it.each(['/', '/@ilse', '/tags/slow-food', '/map'])(
    'lists the stories of %s, with a link to the next page',
    (url) => {
      const { body } = pageAt(url);
      expect(body).toContain('href="/stories/low-tide"');
      expect(body).toContain('href="?after=cursor-last"');
    },
  );

  it('finds what is searched for', () => {
    const { body, head } = pageAt('/search?q=tide');
    expect(body).toContain('href="/@ilse"');
    expect(body).toContain('href="?q=tide&amp;after=cursor-last"');
    expect(head).toContain('noindex');
  });

  it.each(missing)('is not there at %s: 404, and nothing for search engines', (url) => {
    const { status, body, head } = pageAt(url);
    expect(status).toBe(404);
    expect(body).toContain('Page not found');
    expect(head).toContain('<meta name="robots" content="noindex"/>');
    expect(head).not.toContain('canonical');
  });

  it('has one address: the slug of its tag, and no cursor that leads nowhere', () => {
    expect(renderAt('/tags/Slow%20Food')).toEqual({ status: 308, location: '/tags/slow-food' });
    const refused = { errors: [{ message: 'No cursor', extensions: { code: 'BAD_USER_INPUT' } }] };
    expect(render({ url: '/?after=x', origin, results: [refused] })).toEqual({ status: 308, location: '/' });
    const url = '/stories/low-tide?after=x&from=mail';
    expect(render({ url, origin, results: [refused] })).toEqual({
      status: 308,
      location: '/stories/low-tide?from=mail',
    });
  });

  it('is none when an answer is missing', () => {
    expect(() => render({ url: '/', origin, results: [{ data: null }] })).toThrow('No answer');
  });

  it('is whole whatever people write into it', () => {
    const url = '/stories/low-tide';
    const planned = plan(url);
    const queries = planned.kind === 'page' ? planned.queries : [];
    const results = queries.map(
      (query) =>
        JSON.parse(
          JSON.stringify(answer(query)).replaceAll('<p>Ahoy</p>', '<p>Set aria-busy=\\"true\\" on it</p>'),
        ) as ReturnType<typeof answer>,
    );
    expect(render({ url, origin, results })).toMatchObject({
      status: 200,
      body: expect.stringContaining('Set aria-busy="true" on it'),
    });
  });

  it('says in its head what a shared link shows, and what a search engine reads', () => {
    const { head } = pageAt('/stories/low-tide');
    document.head.innerHTML = head;
    const of = (selector: string, name: string) => document.head.querySelector(selector)?.getAttribute(name);
    expect(document.title).toBe('Low tide </script> · Wander');
    expect(of('meta[name=description]', 'content')).toBe('Out at six, back by nine.');
    expect(of('link[rel=canonical]', 'href')).toBe(`${origin}/stories/low-tide`);
    expect(of('link[type="application/atom+xml"]', 'href')).toBe(`${origin}/@ilse/feed.xml`);
    expect(of('meta[property="article:tag"]', 'content')).toBe('slow food');
    const data = JSON.parse(document.head.querySelector('script')?.textContent ?? '') as object;
    expect(data).toMatchObject({
      '@type': 'Article',
      headline: 'Low tide </script>',
      author: { name: 'Ilse <Brandt>' },
    });
    document.head.innerHTML = pageAt('/@ilse').head;
    const profile = JSON.parse(document.head.querySelector('script')?.textContent ?? '') as object;
    expect(profile).toMatchObject({ '@type': 'ProfilePage', mainEntity: { alternateName: 'ilse' } });
    document.head.innerHTML = '';
  });
});

describe('a page that React takes over', () => {
  const said = jest.spyOn(console, 'error');
  let root: Root | undefined;

  beforeEach(() => {
    said.mockClear();
  });
  afterEach(() => {
    act(() => root?.unmount());
    document.body.innerHTML = '';
  });

  async function takeOver(url: string, before?: (page: HTMLElement) => void) {
    const { body, state } = pageAt(url);
    history.replaceState(null, '', url);
    document.body.innerHTML = `<div id="root">${body}</div><script type="application/json" id="page-state">${state}</script>`;
    const asked: string[] = [];
    const session = new Session(() => Promise.resolve(undefined));
    const client = createClient(session, readPageState()?.cache);
    client.setLink(
      new ApolloLink(({ operationName }) => {
        asked.push(operationName ?? '');
        throw new Error('Nothing is asked for');
      }),
    );
    const page = document.getElementById('root')!;
    before?.(page);
    const faults: unknown[] = [];
    await act(async () => {
      root = hydrateRoot(page, <App client={client} session={session} Router={BrowserRouter} />, {
        onRecoverableError: (error) => faults.push(error),
      });
    });
    await waitFor(() => expect(document.title).not.toBe(''));
    return { asked, faults, page };
  }

  it.each([...everyKind, ...missing, '/?after=abc', '/stories/low-tide?after=abc'])(
    'draws the same at %s, and asks for nothing',
    async (url) => {
      const { asked, faults } = await takeOver(url);
      expect(faults).toEqual([]);
      expect(said.mock.calls).toEqual([]);
      expect(asked).toEqual([]);
    },
  );

  it('searches for what was typed before', async () => {
    const fieldOf = (page: HTMLElement) => page.querySelector<HTMLInputElement>('input[name=q]')!;
    const { page } = await takeOver('/search', (before) => (fieldOf(before).value = 'tide'));
    expect(fieldOf(page).value).toBe('tide');
    act(() => fieldOf(page).form!.requestSubmit());
    await waitFor(() => expect(location.search).toBe('?q=tide'));
  });
});
