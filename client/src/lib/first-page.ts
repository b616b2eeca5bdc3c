import { useEffect } from 'react';

let drawn: () => void;

/** Once React has drawn the first page or taken its HTML over, with all that it asks for. */
export const firstPage = new Promise<void>((resolve) => (drawn = resolve));

/** Stands behind what a page draws: its effect follows theirs. */
export function FirstPageDrawn() {
  useEffect(() => drawn(), []);
  return null;
}
