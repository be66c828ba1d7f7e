import { searchApi } from "../api.search";
import type { SavedSearch } from "../bindings/wire";
import { s } from "../i18n/search";
import { recordChange } from "./marks.svelte";
import { search } from "./search.svelte";
import { toasts } from "./toasts.svelte";

/** The time without changes of the library after which the counts are requested again, in ms, … */
const QUIET_MS = 400;
/** … and the longest time between two requests during continuous changes. */
const LATEST_MS = 3_000;

/** The searches the user saved. */
class Saved {
  /** By name; null until they were requested. */
  all = $state.raw<readonly SavedSearch[] | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wished = 0;
  #newest = 0;

  /** The saved search with this query. */
  of(query: string): SavedSearch | undefined {
    const wanted = query.trim();
    return this.all?.find((one) => one.query === wanted);
  }

  /** Asks for them now. A failure is not reported: the old ones stay, and the next change asks again. */
  async load(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const number = ++this.#newest;
    try {
      const all = await searchApi.savedSearches();
      if (number === this.#newest) this.all = all;
    } catch {
      // See above.
    }
  }

  /** The library has changed: asks for the counts once it is quiet, and never while an answer to what is typed is awaited. */
  soon(): void {
    if (this.#timer === undefined) this.#wished = Date.now();
    clearTimeout(this.#timer);
    const wait = Math.max(0, Math.min(QUIET_MS, this.#wished + LATEST_MS - Date.now()));
    this.#timer = setTimeout(() => (search.pending ? this.soon() : void this.load()), wait);
  }

  /** Saves a query under a name. */
  save(name: string, query: string): Promise<boolean> {
    return this.#change(() => searchApi.saveSearch(name, query), s().saved.done(name));
  }

  /** Gives a saved search another name. */
  rename(name: string, to: string): Promise<boolean> {
    return this.#change(() => searchApi.renameSaved(name, to), s().saved.renamed(to));
  }

  /** Removes a saved search. */
  remove(name: string): Promise<boolean> {
    return this.#change(() => searchApi.removeSaved(name), s().saved.removed(name));
  }

  async #change(change: () => ReturnType<typeof searchApi.saveSearch>, message: string): Promise<boolean> {
    try {
      recordChange(await change(), message);
      await this.load();
      return true;
    } catch (thrown) {
      toasts.fail(thrown);
      return false;
    }
  }
}

/** The saved searches of the window. */
export const saved = new Saved();
