/** What stands on the map: a story, or several that lie close together. Pixels of the screen. */
export interface Pin<Story> {
  /** The same wherever the map is moved to. */
  key: string;
  x: number;
  y: number;
  count: number;
  story: Story | undefined;
}

/** How wide a pin is drawn, in pixels. */
export const widthOf = (count: number): number => (count === 1 ? 15 : 20 + 5.5 * Math.log(count + 1));

/** What the buttons in the lower right corner of a map take of it, in pixels for a text scale of 1. */
const buttons = { width: 64, height: 154 };

/** Where a pin can be pressed: one that would lie under the buttons stands beside them. */
export function besideButtons(
  [x, y]: readonly [x: number, y: number],
  half: number,
  size: { width: number; height: number },
  scale: number,
): readonly [x: number, y: number] {
  const left = size.width - buttons.width * scale - half;
  const top = size.height - buttons.height * scale - half;
  if (x <= left || y <= top) return [x, y];
  return x - left < y - top ? [left, y] : [x, top];
}

const nearer = (a: Pin<unknown>, b: Pin<unknown>) =>
  Math.hypot(a.x - b.x, a.y - b.y) < Math.max((widthOf(a.count) + widthOf(b.count)) / 2 + 2, 24);

/** The pin that a story stands for or in: the one that lies nearest to where it happened. */
export function pinAt<Story>(pins: readonly Pin<Story>[], [x, y]: readonly [x: number, y: number]) {
  const distance = (pin: Pin<Story>) => Math.hypot(pin.x - x, pin.y - y);
  return pins.reduce<Pin<Story> | undefined>(
    (best, pin) => (best && distance(best) <= distance(pin) ? best : pin),
    undefined,
  );
}

/** Pins that would cover each other become one, in the middle of what they stand for. */
export function merged<Story>(pins: readonly Pin<Story>[]): Pin<Story>[] {
  const result: Pin<Story>[] = [];
  for (const pin of [...pins].sort((a, b) => b.count - a.count)) {
    const at = result.findIndex((other) => nearer(pin, other));
    const other = result[at];
    if (!other) result.push(pin);
    else {
      const count = pin.count + other.count;
      const middle = (a: number, b: number) => (a * pin.count + b * other.count) / count;
      result[at] = { key: other.key, x: middle(pin.x, other.x), y: middle(pin.y, other.y), count, story: undefined };
    }
  }
  return result;
}
