import { reviewEn } from "./review.en";
import { reviewZh } from "./review.zh";
import { language } from "./words.svelte";

/** The words of the report on a week or a month in the language in use; see `t`. */
export const v = (): typeof reviewEn => (language() === "zh" ? reviewZh : reviewEn);
