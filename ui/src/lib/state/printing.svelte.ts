import { api } from "../api";
import { keepingApi } from "../api.keeping";
import type { ExportOf, OpenPaper } from "../bindings/wire";
import { p } from "../i18n/palette";
import { toasts } from "./toasts.svelte";

/** So many papers are printed at a time: each is laid out as a whole. */
const MAX_PAPERS = 200;
/** So many are requested at once. */
const AT_ONCE = 8;

/** What is being printed. */
class Printing {
  papers = $state.raw<readonly OpenPaper[] | null>(null);
  keys = $state(false);
  /** Rises with each printing: whether an engine says that it is done or not, the next one starts from the beginning. */
  number = $state(0);

  get sheet(): boolean {
    return this.papers !== null || this.keys;
  }

  /** Prints papers with their reports: those with these ids, or all of a list or a search. */
  async print(of: readonly string[] | ExportOf): Promise<void> {
    this.done();
    const number = ++this.number;
    try {
      const all = "of" in of ? await keepingApi.paperIds(of) : of;
      const ids = all.slice(0, MAX_PAPERS);
      if (all.length > ids.length) toasts.show(p().printing.first(ids.length, all.length));
      const papers: OpenPaper[] = [];
      for (let at = 0; at < ids.length; at += AT_ONCE) {
        papers.push(...(await Promise.all(ids.slice(at, at + AT_ONCE).map((id) => api.openPaper(id)))));
        if (number !== this.number) return;
      }
      if (papers.length > 0) [this.keys, this.papers] = [false, papers];
    } catch (thrown) {
      toasts.fail(thrown);
    }
  }

  /** Prints the list of keys. */
  printKeys(): void {
    this.number++;
    [this.keys, this.papers] = [true, null];
  }

  /** It was printed, or not. */
  done(): void {
    [this.keys, this.papers] = [false, null];
  }
}

/** What is being printed. */
export const printing = new Printing();
