import { searchEn } from "./search.en";
import { searchZh } from "./search.zh";
import { language } from "./words.svelte";

/** The words of searching in the language in use; see `t`. */
export const s = (): typeof searchEn => (language() === "zh" ? searchZh : searchEn);
