/** The papers that are selected in a list or among hits, to do something with all of them. */
export class Selection {
  ids = $state.raw<ReadonlySet<string>>(new Set());
  /** The row that a range begins at. */
  #from: number | null = null;

  get count(): number {
    return this.ids.size;
  }

  has(id: string | undefined): boolean {
    return id !== undefined && this.ids.has(id);
  }

  /** Selects a paper, or takes it out. */
  toggle(id: string, row: number): void {
    const ids = new Set(this.ids);
    if (!ids.delete(id)) ids.add(id);
    this.ids = ids;
    this.#from = row;
  }

  /** Selects all papers from where the range began to this row; `first` is where it begins if none has begun. */
  extend(items: readonly ({ id: string } | undefined)[], row: number, first: number): void {
    this.#from ??= first;
    const ids = new Set(this.ids);
    for (let at = Math.min(this.#from, row); at <= Math.max(this.#from, row); at++) {
      const id = items[at]?.id;
      if (id !== undefined) ids.add(id);
    }
    this.ids = ids;
  }

  /** Selects exactly these. */
  take(ids: readonly string[]): void {
    this.ids = new Set(ids);
    this.#from = null;
  }

  clear(): void {
    this.take([]);
  }
}
