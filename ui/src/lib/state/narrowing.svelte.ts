import { api, asError } from "../api";
import type { Facet, Facets, MonthCount, WireError } from "../bindings/wire";
import { withKey, withoutKey } from "../query";
import { search } from "./search.svelte";

/** Asked for so long after the last change, in ms: the hits come first. */
const PAUSE = 120;

/** What the papers under the query are, by kind and by month. */
class Narrowing {
  facets = $state.raw<Facets | null>(null);
  months = $state.raw<readonly MonthCount[]>([]);
  error = $state.raw<WireError | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Numbers the askings: only the answer to the newest is taken. */
  #newest = 0;

  /** Asks about a query in a moment, at once the first time; of several calls the last one counts. */
  soon(query: string): void {
    clearTimeout(this.#timer);
    this.#newest++;
    this.#timer = setTimeout(() => void this.#ask(query), this.facets ? PAUSE : 0);
  }

  /** Puts a facet's key into the query, or takes it out; of `rivals`, only one can be chosen. */
  choose(facet: Pick<Facet, "key" | "chosen">, rivals: readonly Pick<Facet, "key" | "chosen">[] = []): void {
    let query = search.query;
    for (const other of [facet, ...rivals]) if (other.chosen) query = withoutKey(query, other.key);
    search.type(facet.chosen ? query : withKey(query, facet.key));
  }

  async #ask(query: string): Promise<void> {
    const number = this.#newest;
    try {
      const [facets, months] = await Promise.all([api.facets(query), api.trend(query)]);
      if (number !== this.#newest) return;
      this.facets = facets;
      this.months = months;
      this.error = null;
    } catch (thrown) {
      if (number === this.#newest) this.error = asError(thrown);
    }
  }
}

/** What the search can be narrowed to. */
export const narrowing = new Narrowing();
