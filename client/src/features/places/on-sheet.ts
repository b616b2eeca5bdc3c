/** The whole world on a sheet of 1000 by 560, in the projection Natural Earth I. */
export const sheet = { width: 1_000, height: 560 } as const;
export const sheetMiddle = [496, 284] as const;
export const sheetScale = 182;

const radians = Math.PI / 180;

/**
 * Where a place lies on the sheet: the polynomials of Tom Patterson and Bojan Šavrič's Natural Earth, so that pages which are
 * only read need no library for it (world-view.ts has d3-geo's).
 * @param latitude in degrees, as `longitude`
 */
export function placeOnSheet(latitude: number, longitude: number): readonly [x: number, y: number] {
  const phi = latitude * radians;
  const phi2 = phi * phi;
  const phi4 = phi2 * phi2;
  const x =
    longitude * radians * (0.8707 - 0.131979 * phi2 + phi4 * (-0.013791 + phi4 * (0.003971 * phi2 - 0.001529 * phi4)));
  const y = phi * (1.007226 + phi2 * (0.015085 + phi4 * (-0.044475 + 0.028874 * phi2 - 0.005916 * phi4)));
  return [sheetMiddle[0] + sheetScale * x, sheetMiddle[1] - sheetScale * y];
}
