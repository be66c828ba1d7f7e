import type { Found, HealthState } from "../bindings/wire";
import { healthEn } from "./health.en";
import { healthZh } from "./health.zh";
import { language } from "./words.svelte";

/** What was found, and what to do; an empty text: nothing. */
export interface FindingWords {
  text: string;
  todo?: string;
}

/** Words for everything that can be found: a case without words does not compile. */
export type WordsForFound = {
  [Code in Found["code"]]: (found: Extract<Found, { code: Code }>, state: HealthState) => FindingWords;
};

/** The words of the health page in the language in use; see `t`. */
export const health = (): typeof healthEn => (language() === "zh" ? healthZh : healthEn);

/** A finding in words. */
export function foundInWords(words: WordsForFound, found: Found, state: HealthState): FindingWords {
  return (words[found.code] as (found: Found, state: HealthState) => FindingWords)(found, state);
}
