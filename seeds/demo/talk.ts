/** What the demo people say and do to each other's stories: by usernames and slugs. */

export interface DemoComment {
  id: string;
  slug: string;
  author: string;
  /** The id of the comment it answers. */
  parent?: string;
  body: string;
  createdAt: string;
}

export const demoComments: readonly DemoComment[] = [
  {
    id: '01a1e0d2-7c00-7b11-9a01-3f5d6c1a2b01',
    slug: 'walking-to-neuwerk',
    author: 'chikondi',
    body: 'The lake does this to us with wind instead of moon: you look up and the road has left. What did the second fright turn out to be?',
    createdAt: '2026-11-15T10:12:30.000Z',
  },
  {
    id: '01a1e0f3-9e80-7c22-8b02-4a6e7d2b3c02',
    slug: 'walking-to-neuwerk',
    author: 'ilse',
    parent: '01a1e0d2-7c00-7b11-9a01-3f5d6c1a2b01',
    body: 'Fog, with a school class. He counted them **aloud** all the way, and has counted everything since.',
    createdAt: '2026-11-15T10:49:04.000Z',
  },
  {
    id: '01a1e11c-d1d0-7d33-9c03-5b7f8e3c4d03',
    slug: 'walking-to-neuwerk',
    author: 'marta',
    parent: '01a1e0d2-7c00-7b11-9a01-3f5d6c1a2b01',
    body: 'I would read a whole story about the counting.',
    createdAt: '2026-11-15T11:34:04.000Z',
  },
  {
    id: '01a1e2a7-3a00-7e44-8d04-6c809f4d5e04',
    slug: 'walking-to-neuwerk',
    author: 'priya',
    body: 'Where I live people planted bridges and got bridges, so do not mock the method. Ask @tomas about brooms.',
    createdAt: '2026-11-15T18:44:52.000Z',
  },
  {
    id: '01a1cf10-5b00-7f55-9e05-7d91a05e6f05',
    slug: 'the-night-train-to-zugdidi',
    author: 'tomas',
    body: 'A railway that keeps your ticket until morning is a railway that means to arrive.',
    createdAt: '2026-11-12T08:20:11.000Z',
  },
];

/** Who likes what, keeps what, and follows whom. */
export const demoLikes: readonly (readonly [username: string, slug: string])[] = [
  ['marta', 'walking-to-neuwerk'],
  ['priya', 'walking-to-neuwerk'],
  ['tomas', 'walking-to-neuwerk'],
  ['chikondi', 'walking-to-neuwerk'],
  ['ilse', 'the-night-train-to-zugdidi'],
  ['priya', 'the-night-train-to-zugdidi'],
  ['marta', 'the-stove-train'],
  ['ilse', 'deck-class-on-the-ilala'],
  ['tomas', 'deck-class-on-the-ilala'],
];
export const demoBookmarks: readonly (readonly [username: string, slug: string])[] = [
  ['marta', 'deck-class-on-the-ilala'],
  ['ilse', 'the-night-train-to-zugdidi'],
];
export const demoFollows: readonly (readonly [follower: string, followed: string])[] = [
  ['marta', 'ilse'],
  ['marta', 'chikondi'],
  ['ilse', 'marta'],
  ['ilse', 'tomas'],
  ['priya', 'ilse'],
  ['tomas', 'chikondi'],
  ['chikondi', 'ilse'],
];
