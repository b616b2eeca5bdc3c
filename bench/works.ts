import { readFileSync } from 'node:fs';
import { inProject } from '../scripts/lib/project.js';

export const works = {
  list: 'newest list',
  story: 'story',
  user: 'user',
  create: 'createPost',
  tag: 'a tag’s list',
  drafts: 'viewer.drafts',
  comments: 'story with 20 comments',
  liked: 'newest list, signed in',
  feed: 'feed at 2,000 follows',
  search: 'search, a common word',
  rare: 'search, a rare word',
  map: 'world map',
} as const;

export type WorkName = keyof typeof works;
export const workNames = Object.keys(works) as WorkName[];

/** Works that guests ask for, again and again: where finished answers can be kept. */
export const guestWorks: readonly WorkName[] = ['list', 'story', 'user', 'tag', 'comments', 'map'];

export interface Request {
  body: string;
  authorization?: string;
}

/** A page as HTML, by its path. */
export interface PageRequest {
  path: string;
}

/** What the works ask about: rows of the database, and people who are signed in. */
export interface Subjects {
  slugs: string[];
  usernames: string[];
  tags: string[];
  /** Slugs of stories with more than 20 comments. */
  discussed: string[];
  /** Bearer headers of people with drafts, who like some of the newest stories. */
  readers: string[];
  /** Bearer headers of people who follow 2,000 others. */
  followers: string[];
  /** Bearer headers of people who write. */
  writers: string[];
  /** The cursor before page 5,000, or before the last page there is. */
  farCursor: string;
  farPage: number;
}

/** Every fourth story of `make seed-volume` has one of these, every tenth or so in its title. */
const COMMON = ['ferry', 'train', 'museum', 'river'];
/** One of two thousand has all of these. */
const RARE = ['zeppelin', 'fairground', 'apron', 'tethered'];
const WORLD = { bounds: { south: -90, west: -180, north: 90, east: 180 }, zoom: 0 };

const STORY = 'The ferry goes at *six*, or when it is full.\n\n> Go tomorrow.\n\nWe waited, and **nobody** minded.';

export const documentOf = (work: WorkName, directory = 'bench/documents'): string =>
  readFileSync(inProject(directory, `${work === 'rare' ? 'search' : work}.graphql`), 'utf8');

/** The requests of a work, which the load sends in turn. */
export function requestsOf(work: WorkName, subjects: Subjects, directory?: string): Request[] {
  const query = documentOf(work, directory);
  const ask = (variables: object, authorization?: string): Request => ({
    body: JSON.stringify({ query, variables }),
    ...(authorization === undefined ? {} : { authorization }),
  });
  switch (work) {
    case 'list':
      return [ask({})];
    case 'story':
      return subjects.slugs.map((slug) => ask({ slug }));
    case 'user':
      return subjects.usernames.map((username) => ask({ username }));
    case 'tag':
      return subjects.tags.map((tag) => ask({ tag }));
    case 'drafts':
      return subjects.readers.map((person) => ask({}, person));
    case 'comments':
      return subjects.discussed.map((slug) => ask({ slug }));
    case 'liked':
      return subjects.readers.map((person) => ask({}, person));
    case 'feed':
      return subjects.followers.map((person) => ask({}, person));
    case 'search':
      return COMMON.map((word) => ask({ query: word }));
    case 'rare':
      return RARE.map((word) => ask({ query: word }));
    case 'map':
      return [ask(WORLD)];
    case 'create':
      return subjects.writers.map((person) => ask({ input: { title: 'Ferry at six', body: STORY } }, person));
  }
}

/** The newest list far from its beginning. */
export const farRequest = (subjects: Subjects): Request => ({
  body: JSON.stringify({ query: documentOf('list'), variables: { after: subjects.farCursor } }),
});
