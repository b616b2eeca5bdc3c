/** As much of a notification as grouping asks for. */
export interface Told {
  id: string;
  kind: string;
  /** Null where the hosts act. */
  actor: { id: string } | null;
  post: { id: string } | null;
  readAt: string | null;
  createdAt: string;
}

/** Likes of one story and follows stand together, when they came one after the other on one day. */
export function grouped<Item extends Told>(items: readonly Item[], dayOf: (iso: string) => string): Item[][] {
  const groups: Item[][] = [];
  for (const item of items) {
    const last = groups.at(-1);
    const head = last?.[0];
    const together =
      head &&
      (item.kind === 'LIKE' || item.kind === 'FOLLOW') &&
      head.kind === item.kind &&
      head.post?.id === item.post?.id &&
      (head.readAt === null) === (item.readAt === null) &&
      dayOf(head.createdAt) === dayOf(item.createdAt);
    if (together) last.push(item);
    else groups.push([item]);
  }
  return groups;
}
