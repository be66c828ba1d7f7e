import { homeEn } from "./home.en";
import { homeZh } from "./home.zh";
import { language } from "./words.svelte";

/** The words about the desktop around the window in the language in use; see `t`. */
export const h = (): typeof homeEn => (language() === "zh" ? homeZh : homeEn);
