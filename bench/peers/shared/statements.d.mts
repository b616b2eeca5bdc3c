export function cellOf(zoom: number): number;
