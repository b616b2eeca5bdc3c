const prefixOf = (person: string) => `wander-comment/${person}/`;

/** Where the text of a box is kept. */
export const keyOf = (person: string, box: string): string => prefixOf(person) + box;

function keysOf(person: string): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefixOf(person)));
  } catch {
    return [];
  }
}

/** How many comments of a person are in this browser alone. */
export const countKeptComments = (person: string): number => keysOf(person).length;

/** Removes them. */
export const discardKeptComments = (person: string): void =>
  keysOf(person).forEach((key) => localStorage.removeItem(key));
