import { asError } from "../api";
import { reviewApi } from "../api.review";
import type { Period, Review, WireError } from "../bindings/wire";
import { v } from "../i18n/review";
import { language } from "../i18n/words.svelte";
import { toasts } from "./toasts.svelte";

/** The report on a week or a month. */
class Reviewing {
  /** The one shown. */
  shown = $state.raw<Review | null>(null);
  error = $state.raw<WireError | null>(null);
  #newest = 0;

  /** Shows the report on the week or the month that a day is in; without one, the newest that has papers. */
  async show(period: Period, date: string | null): Promise<void> {
    const number = ++this.#newest;
    const current = () => number === this.#newest;
    try {
      const shown = await reviewApi.review(period, date);
      if (!current()) return;
      this.shown = shown;
      this.error = null;
    } catch (thrown) {
      if (current()) this.error = asError(thrown);
    }
  }

  /** Copies the report shown, as Markdown in the language in use. */
  async copy(): Promise<void> {
    const { shown } = this;
    if (!shown) return;
    try {
      await reviewApi.copy(shown.period, shown.from, language() === "zh");
      toasts.show(v().copied);
    } catch (thrown) {
      toasts.fail(thrown);
    }
  }

  /** Saves it in a file that the user names. */
  async save(): Promise<void> {
    const { shown } = this;
    if (!shown) return;
    try {
      const path = await reviewApi.save(shown.period, shown.from, language() === "zh");
      if (path !== null) toasts.show(v().saved(path));
    } catch (thrown) {
      toasts.fail(thrown);
    }
  }
}

/** The report on a week or a month. */
export const reviewing = new Reviewing();
