import { paletteEn } from "./palette.en";
import { paletteZh } from "./palette.zh";
import { language } from "./words.svelte";

/** The words of the palette and of keys in the language in use; see `t`. */
export const p = (): typeof paletteEn => (language() === "zh" ? paletteZh : paletteEn);
