import type { VirtualizerHandle } from "virtua/svelte";
import { api, asError } from "../api";
import type { Card, DayCheck, LearntState, Order, View, WireError } from "../bindings/wire";
import { isReordered } from "../reordered";
import { viewKey } from "../route";
import { library } from "./library.svelte";
import { holdPapers } from "./patch";
import { ordering } from "./taste.svelte";

/** The number of cards in one request. */
export const PAGE = 100;
/** The most lists that are kept in memory. */
const MAX_CACHED = 8;

/** A list of papers of any length, of which the parts that were looked at are loaded. */
export class PagedList {
  readonly view: View;
  readonly key: string;
  /** One place per paper; empty until its page has come. */
  items = $state.raw<(Card | undefined)[]>([]);
  /** Whether the length is known. */
  loaded = $state(false);
  error = $state.raw<WireError | null>(null);
  /** Whether it is in the learnt order, where it should be. */
  learnt = $state.raw<LearntState | null>(null);
  /** What the checks of a day's reports found. */
  check = $state.raw<DayCheck | null>(null);
  /** The selected card. */
  current = $state(0);
  /** Where it was scrolled to when it was left, and the sizes measured until then. */
  left: { offset: number; cache: ReturnType<VirtualizerHandle["getCache"]> } | null = null;
  /** The first and last row in sight. */
  sight: [number, number] = [0, 0];

  #pages = new Map<number, Promise<void>>();
  /** Rises with every refresh: pages that were requested before belong to an old list. */
  #generation = 0;
  /** The version of the library and the order that what is shown comes from. */
  #version = -1;
  #order: Order | null = null;
  /** The refresh that is under way. */
  #asked: { version: number; order: Order; done: Promise<void> } | null = null;

  constructor(view: View) {
    this.view = view;
    this.key = viewKey(view);
  }

  get total(): number {
    return this.items.length;
  }

  /** Asks for the pages these rows are on, unless they are there or on their way. */
  ensure(from: number, to: number): void {
    this.sight = [from, to];
    const last = this.loaded ? Math.min(to, this.total - 1) : to;
    for (let page = Math.floor(Math.max(from, 0) / PAGE); page <= Math.floor(last / PAGE); page++)
      void this.#page(page);
  }

  /** The card of a row, once its page has come. */
  async at(row: number): Promise<Card | undefined> {
    if (row < 0 || (this.loaded && row >= this.total)) return undefined;
    if (!this.items[row]) await this.#page(Math.floor(row / PAGE));
    return this.items[row];
  }

  /** The row of a paper among those loaded, or -1. */
  indexOf(id: string): number {
    return this.items.findIndex((card) => card?.id === id);
  }

  /** Moves papers before another one or to the end, until the library answers with its order. */
  place(ids: readonly string[], before: string | null): void {
    const at = this.items[this.current]?.id;
    const isMoved = (card: Card | undefined) => card !== undefined && ids.includes(card.id);
    const moved = this.items.filter(isMoved);
    const items = this.items.filter((card) => !isMoved(card));
    const row = before === null ? items.length : items.findIndex((card) => card?.id === before);
    if (row < 0) return;
    items.splice(row, 0, ...moved);
    this.items = items;
    const current = items.findIndex((card) => card !== undefined && card.id === at);
    if (current >= 0) this.current = current;
  }

  /** Whether it is in the learnt order, in which papers change places while one reads. */
  get isLearnt(): boolean {
    return ordering.of(this.view) === "for_me";
  }

  /** Asks again if the library has changed since; what is shown stays until the answer is there. */
  refresh(force = false): Promise<void> {
    const [version, order] = [library.version, ordering.of(this.view)];
    if (!force && this.#asked?.version === version && this.#asked.order === order) return this.#asked.done;
    if (!force && !this.#asked && this.#version === version && this.#order === order && !this.error)
      return Promise.resolve();
    const done = this.#again(version, order, false);
    this.#asked = { version, order, done };
    return done;
  }

  /** `leafed`: the list is not shown, and what was read on the way is no longer above the current row. */
  async #again(version: number, order: Order, leafed: boolean): Promise<void> {
    const generation = ++this.#generation;
    this.#pages.clear();
    const first = Math.floor(this.sight[0] / PAGE);
    const last = Math.max(first, Math.floor(this.sight[1] / PAGE));
    const offset = first * PAGE;
    try {
      const answer = await api.list(this.view, order, offset, (last - first + 1) * PAGE);
      if (generation !== this.#generation) return;
      const items = new Array<Card | undefined>(answer.total);
      answer.cards.forEach((card, i) => (items[offset + i] = card));
      for (let page = first; page <= last; page++) this.#pages.set(page, Promise.resolve());
      this.#keepPlace(items, order, leafed);
      [this.#version, this.#order] = [version, order];
      this.learnt = answer.learnt;
      this.check = answer.check;
      this.error = null;
      this.loaded = true;
    } catch (thrown) {
      if (generation === this.#generation) this.error = asError(thrown);
    } finally {
      if (generation === this.#generation) this.#asked = null;
    }
  }

  /**
   * Stays at the user's paper, wherever it is now; at its row if it is gone. In the learnt order a paper goes to another
   * row because of what the user says about it, and those that come next are still the ones below: there the row stays.
   */
  #keepPlace(items: (Card | undefined)[], order: Order, leafed: boolean): void {
    const was = this.items;
    const id = was[this.current]?.id;
    const rowOf = new Map(items.flatMap((card, row) => (card ? [[card.id, row] as const] : [])));
    const follows = order !== "for_me" || order !== this.#order || !isReordered(was, items, (card) => card?.id);
    const row = id === undefined || !follows ? undefined : rowOf.get(id);
    const gone = leafed ? was.slice(0, this.current).filter((card) => card && !rowOf.has(card.id)).length : 0;
    const stay = this.current - Math.min(gone, Math.max(0, was.length - items.length));
    this.items = items;
    this.current = row ?? Math.max(0, Math.min(stay, items.length - 1));
  }

  #page(page: number): Promise<void> {
    const known = this.#pages.get(page);
    if (known) return known;
    if (this.loaded && (this.#asked || this.#version !== library.version)) return this.#pageOfNow(page);
    const promise = this.#ask(page);
    this.#pages.set(page, promise);
    return promise;
  }

  /** A page of the list as it is now: pages of two orders would have one paper twice, and another one not at all. */
  async #pageOfNow(page: number): Promise<void> {
    while (this.#asked || this.#version !== library.version) {
      if (!this.#asked) {
        const [version, order] = [library.version, ordering.of(this.view)];
        this.#asked = { version, order, done: this.#again(version, order, true) };
      }
      await this.#asked.done;
      if (this.error) return;
    }
    if (page * PAGE < this.total) await this.#page(page);
  }

  #ask(page: number): Promise<void> {
    const [generation, version] = [this.#generation, library.version];
    const order = this.loaded && this.#order ? this.#order : ordering.of(this.view);
    return api.list(this.view, order, page * PAGE, PAGE).then(
      (answer) => {
        if (generation !== this.#generation) return;
        if (!this.loaded) [this.#version, this.#order] = [version, order];
        const items = this.items.slice(0, answer.total);
        items.length = answer.total;
        answer.cards.forEach((card, i) => (items[page * PAGE + i] = card));
        this.items = items;
        this.learnt = answer.learnt;
        this.check = answer.check;
        this.loaded = true;
        this.error = null;
      },
      (thrown: unknown) => {
        if (generation !== this.#generation) return;
        this.#pages.delete(page);
        this.error = asError(thrown);
      },
    );
  }
}

const lists = new Map<string, PagedList>();

/** The list of a view: the one that was there before, with its place, or a new one. */
export function listOf(view: View): PagedList {
  const key = viewKey(view);
  const list = lists.get(key) ?? new PagedList(view);
  lists.delete(key);
  lists.set(key, list);
  for (const old of lists.keys()) {
    if (lists.size <= MAX_CACHED) break;
    lists.delete(old);
  }
  return list;
}

/** A paper's card, if a list has it. */
export function loadedCard(id: string): Card | undefined {
  for (const list of lists.values()) {
    const card = list.items.find((card) => card?.id === id);
    if (card) return card;
  }
  return undefined;
}

holdPapers(
  (ids, change) => {
    for (const list of lists.values()) {
      if (list.items.some((card) => card && ids.has(card.id)))
        list.items = list.items.map((card) => (card && ids.has(card.id) ? change(card) : card));
    }
  },
  (id) => loadedCard(id)?.title,
);
