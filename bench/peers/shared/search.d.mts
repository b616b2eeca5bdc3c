export interface FoundRow {
  /** 3 for a story, 2 for a person, 1 for a tag. */
  kind: number;
  id: string;
  score: number;
  passage: string | null;
}

export function searchFor(query: string): [statement: { text: string }, values: string[]];
export function searchCursor(row: FoundRow): string;
export function highlightsOf(row: FoundRow): { text: string; isMatch: boolean }[];
