import { api, asError } from "../api";
import type { OpenPaper, WireError } from "../bindings/wire";
import { viewKey, type From } from "../route";
import { listOf } from "./list.svelte";
import { latestPaper, loadedPaper, prefetch } from "./papers.svelte";
import { holdPapers } from "./patch";
import { search } from "./search.svelte";
import { ordering } from "./taste.svelte";

/** The paper being read, and its place in the list it was opened from. */
class Reading {
  paper = $state.raw<OpenPaper | null>(null);
  error = $state.raw<WireError | null>(null);
  previous = $state.raw<string | null>(null);
  next = $state.raw<string | null>(null);
  /** Its number in the list, from 1, and the list's length; 0 while unknown. */
  position = $state.raw<[number, number]>([0, 0]);
  #id = "";
  /** The list or search it was opened from. */
  from: From | null = null;

  constructor() {
    holdPapers(
      (ids, change) => {
        if (this.paper && ids.has(this.paper.card.id)) this.paper = { ...this.paper, card: change(this.paper.card) };
      },
      (id) => (this.paper?.card.id === id ? this.paper.card.title : undefined),
    );
  }

  /** Opens a paper. One that was prefetched is there at once. */
  async open(id: string, from: From | null): Promise<void> {
    const same = this.#id === id;
    this.#id = id;
    this.from = from;
    this.error = null;
    const here = loadedPaper(id);
    if (here) this.paper = here;
    else if (!same) this.paper = null;
    void this.#place();
    try {
      const paper = await latestPaper(id);
      if (this.#id === id) this.paper = paper;
    } catch (thrown) {
      if (this.#id === id) this.error = asError(thrown);
    }
  }

  /** Asks again for the paper shown: the library has changed. */
  async refresh(): Promise<void> {
    const id = this.#id;
    if (!id) return;
    try {
      const paper = await latestPaper(id);
      if (this.#id === id) {
        this.paper = paper;
        this.error = null;
      }
    } catch (thrown) {
      if (this.#id === id && !this.paper) this.error = asError(thrown);
    }
    if (this.next) prefetch(this.next);
  }

  /** Finds the neighbours in the list as the user saw it; a paper opened without its list asks the library. */
  async #place(): Promise<void> {
    const id = this.#id;
    const from = this.from;
    this.previous = this.next = null;
    this.position = [0, 0];
    if (!from) return;
    if (from.kind === "search") {
      const row = search.hits.findIndex((hit) => hit.id === id);
      if (row < 0) return;
      search.active = row;
      if (row + 5 >= search.hits.length) void search.more();
      this.#neighbours(search.hits[row - 1]?.id, search.hits[row + 1]?.id, row, search.total);
      return;
    }
    const list = listOf(from);
    const row = list.indexOf(id);
    if (row >= 0) {
      list.current = row;
      const [before, after] = await Promise.all([list.at(row - 1), list.at(row + 1)]);
      if (!this.#isAt(id, from)) return;
      if (list.indexOf(id) === row) this.#neighbours(before?.id, after?.id, row, list.total);
      else await this.#placeAgain(id, from, before?.id);
      return;
    }
    await this.#askNeighbours(id, from);
  }

  /** Finds the next paper where the list was asked for again meanwhile, and this one is elsewhere or gone: what comes after it then is at the list's current row. */
  async #placeAgain(id: string, from: From, before: string | undefined): Promise<void> {
    if (from.kind === "search") return;
    const list = listOf(from);
    const row = list.indexOf(id);
    const next = row < 0 ? list.current : row + 1;
    const [previous, after] = await Promise.all([row < 0 ? undefined : list.at(row - 1), list.at(next)]);
    if (this.#isAt(id, from))
      this.#neighbours(row < 0 ? before : previous?.id, after?.id, row, row < 0 ? 0 : list.total);
  }

  async #askNeighbours(id: string, from: From): Promise<void> {
    if (from.kind === "search") return;
    try {
      const { previous, next } = await api.neighbours(from, ordering.of(from), id);
      if (this.#isAt(id, from)) this.#neighbours(previous, next, -1, 0);
    } catch {
      // Without neighbours the paper can still be read.
    }
  }

  #isAt(id: string, from: From): boolean {
    return this.#id === id && this.from !== null && viewKey(this.from) === viewKey(from);
  }

  #neighbours(previous: string | null | undefined, next: string | null | undefined, row: number, total: number): void {
    this.previous = previous ?? null;
    this.next = next ?? null;
    this.position = [row + 1, total];
    prefetch(this.next);
    prefetch(this.previous);
  }
}

/** What is being read. */
export const reading = new Reading();
