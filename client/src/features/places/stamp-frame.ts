import { useEffect, useState } from 'react';

/** Where the stamp of a country looks: the middle in degrees, then how its projection is scaled and moved. */
export type Frame = [longitude: number, latitude: number, scale: number, x: number, y: number];
export type Frames = Readonly<Record<string, Frame | undefined>>;

const radians = Math.PI / 180;

/** Where a place lies on its country's stamp: Lambert's equal-area projection, as the stamps are drawn. */
export function toStamp([lon0, lat0, scale, x, y]: Frame, latitude: number, longitude: number): [x: number, y: number] {
  const east = (longitude - lon0) * radians;
  const [north, middle] = [latitude * radians, lat0 * radians];
  const near = Math.sin(middle) * Math.sin(north) + Math.cos(middle) * Math.cos(north) * Math.cos(east);
  const k = scale * Math.sqrt(2 / (1 + Math.max(near, -0.999)));
  return [
    x + k * Math.cos(north) * Math.sin(east),
    y - k * (Math.cos(middle) * Math.sin(north) - Math.sin(middle) * Math.cos(north) * Math.cos(east)),
  ];
}

let frames: Promise<Frames> | undefined;
let learned: Frames = {};

/** Frames that the server has, or that came with the page. */
export function learnFrames(known: Frames): void {
  learned = { ...learned, ...known };
}

async function fetchFrames(): Promise<Frames> {
  const response = await fetch('/stamps/frames.json');
  if (!response.ok) throw new Error(`${response.status}`);
  return (await response.json()) as Frames;
}

/** By country code; undefined until they have come, and while they are not `needed`. */
export function useFrames(needed = true): Frames | undefined {
  const [known, setKnown] = useState<Frames>();
  useEffect(() => {
    if (!needed) return undefined;
    let gone = false;
    frames ??= fetchFrames();
    frames.then(
      (loaded) => gone || setKnown(loaded),
      () => (frames = undefined),
    );
    return () => {
      gone = true;
    };
  }, [needed]);
  return known;
}

/** Of one country. Without its frame a stamp goes without its dot. */
export function useFrame(countryCode: string): Frame | undefined {
  const frame = learned[countryCode];
  const all = useFrames(frame === undefined);
  return frame ?? all?.[countryCode];
}

/** The frames of these countries that are known. */
export const framesOf = (countryCodes: Iterable<string>): Frames =>
  Object.fromEntries([...countryCodes].flatMap((code) => (learned[code] ? [[code, learned[code]]] : [])));
