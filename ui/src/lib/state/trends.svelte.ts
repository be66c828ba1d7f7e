import { asError } from "../api";
import { searchApi } from "../api.search";
import type { MonthCount, MonthTrends, WireError } from "../bindings/wire";

/** What rose and fell, month by month. */
class Trends {
  /** How many papers each month has, oldest first; null until it is known. */
  months = $state.raw<readonly MonthCount[] | null>(null);
  /** The month shown. */
  shown = $state.raw<MonthTrends | null>(null);
  error = $state.raw<WireError | null>(null);
  #newest = 0;

  /** Shows a month; without one, the newest that has papers. */
  async show(month: string | null): Promise<void> {
    const number = ++this.#newest;
    const current = () => number === this.#newest;
    try {
      const months = await searchApi.trend("");
      if (!current()) return;
      this.months = months;
      const wanted = month ?? months.findLast((one) => one.papers > 0)?.month;
      const shown = wanted === undefined ? null : await searchApi.monthTrends(wanted);
      if (!current()) return;
      this.shown = shown;
      this.error = null;
    } catch (thrown) {
      if (current()) this.error = asError(thrown);
    }
  }
}

/** The trends of the library. */
export const trends = new Trends();
