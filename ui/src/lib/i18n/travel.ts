import { travelEn } from "./travel.en";
import { travelZh } from "./travel.zh";
import { language } from "./words.svelte";

/** The words of publishing and subscribing in the language in use; see `t`. */
export const r = (): typeof travelEn => (language() === "zh" ? travelZh : travelEn);
