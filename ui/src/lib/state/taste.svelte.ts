import { asError } from "../api";
import { tasteApi } from "../api.taste";
import type { Opinion, Order, Taste, View, WireError, WordKind } from "../bindings/wire";
import { l, shownWord } from "../i18n/taste";
import { keep, recall } from "../memory";
import { recordChange } from "./marks.svelte";
import { toasts } from "./toasts.svelte";

const ORDER = "paperboy.order";

/** The orders of a day's papers. */
export const ORDERS = ["listed", "votes", "for_me"] as const satisfies readonly Order[];

/** In which order days are listed, as it was chosen last. */
class Ordering {
  chosen = $state<Order>(ORDERS.find((order) => order === recall(ORDER)) ?? "listed");

  choose(order: Order): void {
    this.chosen = order;
    keep(ORDER, order);
  }

  /** The order of a list: only days have a choice. */
  of(view: View): Order {
    if (view.kind === "for_me" || view.kind === "for_collection") return "for_me";
    return view.kind === "day" ? this.chosen : "listed";
  }
}

export const ordering = new Ordering();

/** A word that was learnt or is a reason. */
interface Word {
  kind: WordKind;
  word: string;
  zh: string;
  en: string;
}

/** Sets the user's opinion on a word; null: nothing any more. */
export async function setOpinion(word: Word, opinion: Opinion | null): Promise<void> {
  try {
    const change = await tasteApi.setOpinion(word.kind, word.word, opinion);
    recordChange(change, l().done[opinion ?? "none"](shownWord(word)));
  } catch (thrown) {
    toasts.fail(thrown);
  }
}

/** Chooses "less of this" for a paper, or takes it back. */
export async function sayLess(id: string, on: boolean): Promise<void> {
  try {
    recordChange(await tasteApi.sayLess([id], on), on ? l().done.lessOf : l().done.notLessOf, id);
  } catch (thrown) {
    toasts.fail(thrown);
  }
}

/** Has all that was learnt forgotten. */
export async function forgetTaste(): Promise<void> {
  try {
    recordChange(await tasteApi.forget(), l().done.all);
  } catch (thrown) {
    toasts.fail(thrown);
  }
}

/** What was learnt, as it is listed. */
class Learnt {
  shown = $state.raw<Taste | null>(null);
  error = $state.raw<WireError | null>(null);
  #newest = 0;

  async load(): Promise<void> {
    const number = ++this.#newest;
    try {
      const fresh = await tasteApi.taste();
      if (number !== this.#newest) return;
      this.shown = fresh;
      this.error = null;
    } catch (thrown) {
      if (number === this.#newest) this.error = asError(thrown);
    }
  }
}

export const learnt = new Learnt();
