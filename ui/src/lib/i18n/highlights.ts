import { highlightsEn } from "./highlights.en";
import { highlightsZh } from "./highlights.zh";
import { language } from "./words.svelte";

/** The words of highlights in the language in use; see `t`. */
export const h = (): typeof highlightsEn => (language() === "zh" ? highlightsZh : highlightsEn);
