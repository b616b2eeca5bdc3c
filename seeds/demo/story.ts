import type { DemoTagName } from './tags.js';

export interface DemoStory {
  id: string;
  /** The writer's username. */
  author: string;
  slug: string;
  title: string;
  tags: readonly DemoTagName[];
  place: {
    name: string;
    countryCode: string;
    latitude: number;
    longitude: number;
    precision: 'EXACT' | 'CITY' | 'COUNTRY';
  };
  writtenAt: string;
  publishedAt: string;
  /** Markdown. */
  body: string;
}
