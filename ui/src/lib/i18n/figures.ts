import { figuresEn } from "./figures.en";
import { figuresZh } from "./figures.zh";
import { language } from "./words.svelte";

/** The words of figures in the language in use; see `t`. */
export const f = (): typeof figuresEn => (language() === "zh" ? figuresZh : figuresEn);
