import type { WritingState } from "../bindings/wire";
import { EventOrder } from "./order";

/** How long a completed text stays until the stored report arrives, in ms. */
const GRACE = 4000;

/** The writing as the window knows it. What the user does about it is in `write.ts`, which the first view does without. */
class Writing {
  state = $state.raw<WritingState | null>(null);
  /** The texts of the reports that are being written, so far: safe HTML by paper. */
  texts = $state.raw<ReadonlyMap<string, string>>(new Map());
  /** The papers whose model reasons just now. */
  thinking = $state.raw<ReadonlySet<string>>(new Set());

  #order = new EventOrder();

  /** Takes in an event. */
  receive(state: WritingState | null): void {
    this.#order.note();
    this.take(state);
  }

  /** Call this when the state is requested. It returns a function that applies the answer, unless an event was newer. */
  asking(): (state: WritingState | null) => void {
    const isNewest = this.#order.ask();
    return (state) => {
      if (isNewest()) this.take(state);
    };
  }

  /** Takes the progress of writing. */
  take(state: WritingState | null): void {
    this.state = state;
    for (const id of this.texts.keys()) if (!state?.at.includes(id)) setTimeout(() => this.forget(id), GRACE);
  }

  /** Takes the text of a report so far. */
  streamed(id: string, html: string, thinking: boolean): void {
    this.texts = new Map(this.texts).set(id, html);
    if (this.thinking.has(id) === thinking) return;
    const others = [...this.thinking].filter((other) => other !== id);
    this.thinking = new Set(thinking ? [...others, id] : others);
  }

  /** Removes a text, unless it is still being written: the report is here, or none will come. */
  forget(id: string): void {
    if (!this.texts.has(id) || this.state?.at.includes(id)) return;
    this.texts = new Map([...this.texts].filter(([other]) => other !== id));
    this.thinking = new Set([...this.thinking].filter((other) => other !== id));
  }

  /** What a paper's report is waiting for: nothing, its turn, or its end. */
  of(id: string): "at" | "waiting" | null {
    if (this.state?.at.includes(id)) return "at";
    return this.state?.waiting.includes(id) ? "waiting" : null;
  }
}

/** The writing of the window. */
export const writing = new Writing();
