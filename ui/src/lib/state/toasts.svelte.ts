import { asError } from "../api";
import type { WireError } from "../bindings/wire";
import { errorDetail, errorText } from "../i18n/causes";
import { t } from "../i18n/words.svelte";

/** A message that disappears automatically. */
export interface Toast {
  id: number;
  text: string;
  /** The title of the paper it is about. */
  paper?: string;
  /** What happened in full, for errors. */
  detail?: string;
  kind: "done" | "error";
  action?: { label: string; run: () => void };
}

const SHOWN_AT_ONCE = 3;

class Toasts {
  all = $state.raw<Toast[]>([]);
  #next = 1;
  #timers = new Map<number, ReturnType<typeof setTimeout>>();

  /** Shows a message. */
  show(text: string, options: Partial<Pick<Toast, "kind" | "action" | "detail" | "paper">> = {}): number {
    const toast: Toast = { id: this.#next++, text, kind: "done", ...options };
    this.all = [...this.all.slice(1 - SHOWN_AT_ONCE), toast];
    this.resume(toast.id);
    return toast.id;
  }

  /** Shows what went wrong, with which paper if it is one of many, and what to do, in the user's language. */
  fail(thrown: unknown, paper?: string): void {
    const error = asError(thrown);
    this.show(errorSentence(error), {
      kind: "error",
      ...(paper === undefined ? {} : { paper }),
      detail: errorDetail(error, t()),
    });
  }

  /** Takes a message away. */
  drop(id: number): void {
    this.pause(id);
    this.all = this.all.filter((toast) => toast.id !== id);
  }

  /** Keeps a message while it is read or pointed at. */
  pause(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }

  /** Lets a message go in a while. */
  resume(id: number): void {
    this.pause(id);
    const toast = this.all.find((toast) => toast.id === id);
    if (!toast) return;
    const stay = toast.kind === "error" ? 12_000 : toast.action ? 8_000 : 3_500;
    this.#timers.set(
      id,
      setTimeout(() => this.drop(id), stay),
    );
  }
}

/** What happened, in the user's language. */
export const errorSentence = (error: WireError): string => errorText(error, t());

/** The messages of the window. */
export const toasts = new Toasts();
