import { keepingEn } from "./keeping.en";
import { keepingZh } from "./keeping.zh";
import { language } from "./words.svelte";

/** The words of citing, exporting and collecting in the language in use; see `t`. */
export const k = (): typeof keepingEn => (language() === "zh" ? keepingZh : keepingEn);
