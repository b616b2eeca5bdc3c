export interface FoundRow {
  /** 3 for a story, 2 for a person, 1 for a tag. */
  kind: number;
  id: string;
  score: number;
  /** Plain text, or that of HTML. */
  content: string | null;
  /** Those in it that were found. */
  words: string[] | null;
}

export function searchFor(query: string): [statement: { text: string }, values: unknown[]];
export function searchCursor(row: FoundRow): string;
export function highlightsOf(row: FoundRow): { text: string; isMatch: boolean }[];
