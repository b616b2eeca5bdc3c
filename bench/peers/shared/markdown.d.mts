export function derived(body: string): { html: string; excerpt: string; minutes: number };
