export function ending(uuid: string): string;
export function globalId(type: string, uuid: string): string;
