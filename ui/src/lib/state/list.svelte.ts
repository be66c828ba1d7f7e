import type { VirtualizerHandle } from "virtua/svelte";
import { api, asError } from "../api";
import type { Card, LearntState, Order, View, WireError } from "../bindings/wire";
import { viewKey } from "../route";
import { library } from "./library.svelte";
import { holdPapers } from "./patch";
import { ordering } from "./taste.svelte";

/** The number of cards in one request. */
export const PAGE = 100;
/** How many lists are kept to come back to. */
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
  /** The card the keyboard is at. */
  current = $state(0);
  /** Where it was scrolled to when it was left, and the sizes measured until then. */
  left: { offset: number; cache: ReturnType<VirtualizerHandle["getCache"]> } | null = null;
  /** The first and last row in sight. */
  sight: [number, number] = [0, 0];

  #pages = new Map<number, Promise<void>>();
  /** Rises with every refresh: pages that were requested before belong to an old list. */
  #generation = 0;
  #version = -1;
  /** The order in which it was asked for last. */
  #order: Order | null = null;

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

  /** Puts papers before another one or behind all, until the library answers with the order that it has then. */
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

  /** Asks again if the library has changed since; what is shown stays until the answer is there. */
  async refresh(force = false): Promise<void> {
    const order = ordering.of(this.view);
    if (!force && this.#version === library.version && this.#order === order && !this.error) return;
    this.#version = library.version;
    this.#order = order;
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
      this.#keepPlace(items);
      this.learnt = answer.learnt;
      this.error = null;
      this.loaded = true;
    } catch (thrown) {
      if (generation === this.#generation) this.error = asError(thrown);
    }
  }

  /** Stays at the user's paper, wherever it is now; at its place if it is gone. */
  #keepPlace(items: (Card | undefined)[]): void {
    const id = this.items[this.current]?.id;
    const row = id === undefined ? -1 : items.findIndex((card) => card?.id === id);
    this.items = items;
    this.current = row >= 0 ? row : Math.max(0, Math.min(this.current, items.length - 1));
  }

  #page(page: number): Promise<void> {
    const known = this.#pages.get(page);
    if (known) return known;
    const generation = this.#generation;
    const order = this.loaded && this.#order ? this.#order : ordering.of(this.view);
    this.#order = order;
    const promise = api.list(this.view, order, page * PAGE, PAGE).then(
      (answer) => {
        if (generation !== this.#generation) return;
        if (!this.loaded) this.#version = library.version;
        const items = this.items.slice(0, answer.total);
        items.length = answer.total;
        answer.cards.forEach((card, i) => (items[page * PAGE + i] = card));
        this.items = items;
        this.learnt = answer.learnt;
        this.loaded = true;
        this.error = null;
      },
      (thrown: unknown) => {
        if (generation !== this.#generation) return;
        this.#pages.delete(page);
        this.error = asError(thrown);
      },
    );
    this.#pages.set(page, promise);
    return promise;
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
