type Point = readonly [x: number, y: number];

/** Numbers from 0 to 1 that are always the same for the same seed. */
function randomFrom(seed: string): () => number {
  let state = 2166136261;
  for (const character of seed) state = Math.imul(state ^ character.charCodeAt(0), 16777619);
  return () => {
    state = Math.imul(state ^ (state >>> 15), 2246822507) + 0x6d2b79f5;
    state = Math.imul(state ^ (state >>> 13), 3266489909);
    state ^= state >>> 16;
    return (state >>> 0) / 4294967296;
  };
}

const rings = 6;
const corners = 12;
const place = ([x, y]: Point) => `${x.toFixed(1)} ${y.toFixed(1)}`;

/** A closed curve through all points: Catmull-Rom, written as Béziers. */
function smooth(points: readonly Point[]): string {
  const at = (index: number): Point => points[(index + points.length) % points.length] ?? [0, 0];
  const curves = points.map((_, index) => {
    const [before, from, to, after] = [at(index - 1), at(index), at(index + 1), at(index + 2)];
    const leave: Point = [from[0] + (to[0] - before[0]) / 6, from[1] + (to[1] - before[1]) / 6];
    const arrive: Point = [to[0] - (after[0] - from[0]) / 6, to[1] - (after[1] - from[1]) / 6];
    return `C${place(leave)} ${place(arrive)} ${place(to)}`;
  });
  return `M${place(at(0))}${curves.join('')}Z`;
}

export interface Contour {
  /** Which of the five grounds, 1 to 5. */
  tint: number;
  /** The path, in a square of 40. */
  path: string;
}

/** The height lines of a hill that belongs to one username. */
export function contourOf(username: string): Contour {
  const random = randomFrom(username);
  // The first numbers of like names are alike.
  for (let skipped = 0; skipped < 7; skipped++) random();
  const tint = 1 + Math.floor(random() * 5);
  const [x, y] = [14 + random() * 12, 14 + random() * 12];
  const [p, q, s] = [random() * 6.28, random() * 6.28, random() * 6.28];
  const ringPath = (ring: number) =>
    smooth(
      Array.from({ length: corners }, (_, corner): Point => {
        const angle = (corner / corners) * Math.PI * 2;
        const bumps =
          1 +
          0.2 * Math.sin(2 * angle + p) +
          0.13 * Math.sin(3 * angle + q + ring * 0.22) +
          0.05 * Math.sin(5 * angle + s);
        const radius = (ring * 4.6 - 2) * bumps;
        const drift = ring * 0.5;
        return [x + radius * Math.cos(angle) + drift * Math.cos(p), y + radius * Math.sin(angle) + drift * Math.sin(p)];
      }),
    );
  return { tint, path: Array.from({ length: rings }, (_, index) => ringPath(index + 1)).join('') };
}
