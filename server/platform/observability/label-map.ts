/** As GraphQL names things; longer ones are nobody's honest work. */
const NAME = /^[_A-Za-z]\w{0,63}$/;

/**
 * Counters by a label that strangers choose. Each label is a series that Prometheus keeps for weeks, so at most `limit`
 * get counters of their own; all later ones, and whatever is no plain name, share `other`.
 */
export class LabelMap<Counters> {
  private readonly byLabel = new Map<string, Counters>();
  private readonly size: number;
  private readonly other: Counters;

  /** `own` labels are there from the start and do not count. */
  constructor(
    limit: number,
    private readonly make: (label: string) => Counters,
    own: readonly string[] = [],
  ) {
    this.other = this.add('other');
    for (const label of own) this.add(label);
    this.size = this.byLabel.size + limit;
  }

  of(label: string): Counters {
    const counters = this.byLabel.get(label);
    if (counters !== undefined) return counters;
    return this.byLabel.size < this.size && NAME.test(label) ? this.add(label) : this.other;
  }

  entries(): IterableIterator<[string, Counters]> {
    return this.byLabel.entries();
  }

  private add(label: string): Counters {
    const counters = this.make(label);
    this.byLabel.set(label, counters);
    return counters;
  }
}
