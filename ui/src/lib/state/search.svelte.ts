import type { VirtualizerHandle } from "virtua/svelte";
import { api, asError } from "../api";
import type { Hit, SearchAnswer, SortOrder, WireError } from "../bindings/wire";
import { holdPapers } from "./patch";

/** The number of hits in one request: more than are visible, and few enough to arrive at once. */
const PAGE = 20;

/** Search as one types. */
export class Search {
  /** The text in the box. */
  query = $state("");
  sort = $state.raw<SortOrder>("relevance");
  answer = $state.raw<SearchAnswer | null>(null);
  hits = $state.raw<Hit[]>([]);
  error = $state.raw<WireError | null>(null);
  /** The selected hit. */
  active = $state(0);
  /** Whether an answer to what is in the box is awaited. */
  pending = $state(false);
  /** Where the hits were scrolled to when they were left. */
  left: { offset: number; cache: ReturnType<VirtualizerHandle["getCache"]> } | null = null;

  #composing = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Numbers the requests: only the answer to the newest is shown. */
  #newest = 0;
  #sentQuery = "";
  #loadingMore = false;

  constructor() {
    holdPapers(
      (ids, change) => {
        if (this.hits.some((hit) => ids.has(hit.id)))
          this.hits = this.hits.map((hit) => (ids.has(hit.id) ? change(hit) : hit));
      },
      (id) => this.hits.find((hit) => hit.id === id)?.title,
    );
  }

  get total(): number {
    return this.answer?.total ?? 0;
  }

  /** The box holds this text now. */
  type(text: string): void {
    this.query = text;
    if (!this.#composing) this.#soon();
  }

  /** An input method composes, or has just ended; no request is sent meanwhile. */
  compose(on: boolean): void {
    this.#composing = on;
    if (on) clearTimeout(this.#timer);
    else this.#soon();
  }

  /** Another order of the hits. */
  order(sort: SortOrder): void {
    if (sort === this.sort) return;
    this.sort = sort;
    void this.#ask();
  }

  /** Takes up a query from an address. */
  resume(query: string, sort: SortOrder): void {
    const wanted = query.trim();
    // It replaces typed text that was not requested yet.
    if (wanted === this.#sentQuery && wanted === this.query.trim() && sort === this.sort) return;
    this.query = query;
    this.sort = sort;
    void this.#ask();
  }

  /** Asks the same again after the library has changed: as many hits as are shown, at the same hit. */
  async refresh(): Promise<void> {
    if (!this.#sentQuery || this.#composing || this.query.trim() !== this.#sentQuery) return;
    const number = ++this.#newest;
    try {
      const answer = await api.search(this.#sentQuery, this.sort, 0, Math.max(PAGE, this.hits.length));
      if (number !== this.#newest) return;
      const at = this.hits[this.active]?.id;
      const row = answer.hits.findIndex((hit) => hit.id === at);
      this.#take(answer);
      this.active = row >= 0 ? row : Math.max(0, Math.min(this.active, answer.hits.length - 1));
    } catch (thrown) {
      if (number === this.#newest) this.#failed(thrown);
    }
  }

  /** Asks for the hits after those shown. */
  async more(): Promise<void> {
    if (this.#loadingMore || this.pending || !this.answer || this.hits.length >= this.total) return;
    this.#loadingMore = true;
    const number = this.#newest;
    try {
      const answer = await api.search(this.#sentQuery, this.sort, this.hits.length, PAGE);
      if (number !== this.#newest) return;
      // A change in between can move a hit from one page to the next.
      const shown = new Set(this.hits.map((hit) => hit.id));
      const fresh = answer.hits.filter((hit) => !shown.has(hit.id));
      this.hits = [...this.hits, ...fresh];
      this.answer = fresh.length > 0 ? answer : { ...answer, total: this.hits.length };
    } catch (thrown) {
      if (number === this.#newest) this.#failed(thrown);
    } finally {
      this.#loadingMore = false;
    }
  }

  /** The query that found a paper, if words of it are in the paper; null of filters alone, and of papers not found. */
  wordsOf(id: string): string | null {
    const hit = this.hits.find((hit) => hit.id === id);
    return hit && hit.highlights.length + hit.title_highlights.length > 0 ? this.#sentQuery : null;
  }

  /** Asks again at once, after an error. */
  again(): void {
    void this.#ask();
  }

  #soon(): void {
    clearTimeout(this.#timer);
    this.pending = true;
    // One key may cause several events; there is one request for them.
    this.#timer = setTimeout(() => void this.#ask(), 0);
  }

  async #ask(): Promise<void> {
    clearTimeout(this.#timer);
    const number = ++this.#newest;
    const query = this.query.trim();
    this.#sentQuery = query;
    if (!query) {
      this.answer = null;
      this.hits = [];
      this.error = null;
      this.pending = false;
      return;
    }
    this.pending = true;
    try {
      const answer = await api.search(query, this.sort, 0, PAGE);
      if (number !== this.#newest) return;
      this.#take(answer);
      this.active = 0;
      this.left = null;
    } catch (thrown) {
      if (number === this.#newest) this.#failed(thrown);
    }
  }

  #take(answer: SearchAnswer): void {
    this.answer = answer;
    this.hits = answer.hits;
    this.error = null;
    this.pending = false;
  }

  #failed(thrown: unknown): void {
    this.error = asError(thrown);
    this.pending = false;
  }
}

/** The search of the window. */
export const search = new Search();
