import { watchApi } from "../api.watch";
import type { NewsOfPaper } from "../bindings/wire";
import { toasts } from "./toasts.svelte";

/** What is new about papers that the user keeps. */
class KeptNews {
  all = $state.raw<readonly NewsOfPaper[]>([]);
  #newest = 0;

  async load(): Promise<void> {
    const number = ++this.#newest;
    try {
      const all = await watchApi.news(null);
      if (number === this.#newest) this.all = all;
    } catch {
      // It is a hint only: what can't be had is not shown.
    }
  }

  of(id: string): NewsOfPaper[] {
    return this.all.filter((one) => one.id === id);
  }

  /** Puts aside what is new about papers; null: about all. */
  async aside(ids: string[] | null): Promise<void> {
    try {
      await watchApi.aside(ids);
      await this.load();
    } catch (thrown) {
      toasts.fail(thrown);
    }
  }
}

export const keptNews = new KeptNews();
