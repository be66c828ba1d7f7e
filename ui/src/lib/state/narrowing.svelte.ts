import { asError } from "../api";
import { searchApi } from "../api.search";
import type { Facet, Facets, MonthCount, WireError } from "../bindings/wire";
import { search } from "./search.svelte";
import { toasts } from "./toasts.svelte";

/** A key of the query's language, and whether the query holds it. */
export type Choice = Pick<Facet, "key" | "chosen">;

/** The delay of this request after the last change, in ms: the hits come first. */
const PAUSE = 120;

/** What the papers under the query are, by kind and by month. */
class Narrowing {
  facets = $state.raw<Facets | null>(null);
  months = $state.raw<readonly MonthCount[]>([]);
  error = $state.raw<WireError | null>(null);
  /** Whether what is shown is about to change. */
  pending = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Numbers the requests: only the answer to the newest is taken. */
  #newest = 0;

  /**
   * Asks about a query in a moment, at once the first time; of several calls the last one counts.
   * Returns a function that cancels the request if it has not started.
   */
  soon(query: string): () => void {
    clearTimeout(this.#timer);
    this.#newest++;
    this.pending = true;
    const timer = setTimeout(() => void this.#ask(query), this.facets ? PAUSE : 0);
    this.#timer = timer;
    return () => clearTimeout(timer);
  }

  /** Puts a key into the query, or takes it out; of `rivals`, only one can be chosen. */
  async choose(choice: Choice, rivals: readonly Choice[] = []): Promise<void> {
    const others = rivals.filter((other) => other.chosen && other.key !== choice.key);
    try {
      const typed = search.query;
      let query = typed;
      for (const { key } of [...others, choice]) query = await searchApi.choose(query, key);
      // What was typed meanwhile is not overwritten.
      if (search.query === typed) search.type(query);
    } catch (thrown) {
      toasts.fail(thrown);
    }
  }

  async #ask(query: string): Promise<void> {
    const number = this.#newest;
    try {
      const facets = await searchApi.facets(query);
      // Under a month, the plot continues showing the others: what one would come to by choosing them.
      const month = facets.months.find((one) => one.chosen);
      const months = await searchApi.trend(month ? await searchApi.choose(query, month.key) : query);
      if (number !== this.#newest) return;
      this.facets = facets;
      this.months = months;
      this.error = null;
    } catch (thrown) {
      if (number === this.#newest) this.error = asError(thrown);
    } finally {
      if (number === this.#newest) this.pending = false;
    }
  }
}

/** The filters of the search with their numbers. */
export const narrowing = new Narrowing();
