import { searchApi } from "../api.search";
import { toasts } from "./toasts.svelte";

/** The searches made last. */
class SearchHistory {
  /** Newest first; null until they were requested. */
  queries = $state.raw<readonly string[] | null>(null);
  #last = "";

  /** Asks for them. A list that can't be had is not missed. */
  async load(): Promise<void> {
    try {
      this.queries = await searchApi.searchHistory();
    } catch {
      this.queries ??= [];
    }
  }

  /** Remembers a search that led somewhere. */
  remember(query: string): void {
    const made = query.trim();
    if (made === "" || made === this.#last) return;
    this.#last = made;
    if (this.queries) this.queries = [made, ...this.queries.filter((other) => other !== made)];
    // A search that is not remembered is found again by typing it.
    searchApi.rememberSearch(made).catch(() => {});
  }

  /** Forgets one search, or with null all of them. */
  async forget(query: string | null): Promise<void> {
    this.#last = "";
    this.queries = query === null ? [] : (this.queries ?? []).filter((other) => other !== query);
    try {
      await searchApi.forgetSearch(query);
    } catch (thrown) {
      toasts.fail(thrown);
    }
    await this.load();
  }
}

/** The search history of the window. */
export const searchHistory = new SearchHistory();
