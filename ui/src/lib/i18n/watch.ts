import type { AtomCause } from "../bindings/wire";
import { weekday, shortDate } from "../dates";
import { inWords } from "./causes";
import { watchEn } from "./watch.en";
import { watchZh } from "./watch.zh";
import { language, t } from "./words.svelte";

/** The words of what is new about kept papers in the language in use; see `t`. */
export const w = (): typeof watchEn => (language() === "zh" ? watchZh : watchEn);

/** Why arXiv's answer was not used. */
export const answerCause = (cause: AtomCause): string =>
  cause.code === "network" ? inWords(t().causes.network, cause.why) : w().causes[cause.code];

const DAY = 24 * 3600 * 1000;

/** The day of a moment: its weekday within the last six days, else its date. `today`: `YYYY-MM-DD`. */
export function sinceDay(moment: string, today: string, locale: string): string {
  const day = moment.slice(0, 10);
  const days = (Date.parse(today) - Date.parse(day)) / DAY;
  return days >= 0 && days < 7 ? weekday(day, locale) : shortDate(day, locale, today);
}
