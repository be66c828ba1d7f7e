import { tasteEn } from "./taste.en";
import { tasteZh } from "./taste.zh";
import { language } from "./words.svelte";

/** The words of the learnt order in the language in use; see `t`. */
export const l = (): typeof tasteEn => (language() === "zh" ? tasteZh : tasteEn);

/** A word of the learnt order as it is shown in the language in use. */
export const shownWord = (word: { zh: string; en: string }): string => (language() === "zh" ? word.zh : word.en);
